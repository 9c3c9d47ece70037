# shells: ash bash
set -- a.x b.x; echo "${*%.x}"; echo "${@#?}"
