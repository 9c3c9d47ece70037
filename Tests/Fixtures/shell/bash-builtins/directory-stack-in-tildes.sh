# shells: bash
mkdir a b; pushd a >/dev/null; pushd ../b >/dev/null
for d in ~0 ~1 ~+1 ~9 ~-9; do echo "${d##*/}"; done; x=~1; echo "${x##*/}"
