# shells: bash
echo "${var-}}"; echo "${var-\}}"; echo "${var-'}'}"; echo "${var-"}"}"; y=1; echo "${x:-'}'}" "${x:-"a b"}" "${x:-'a'"b"}" "${y:+'a'}" "${x-'a b' "c  d"}"; echo ${x-'}'} "${x#'}'}"
