# shells: bash
f=(x.tar.gz y.tar.gz "z z.tar.gz")
printf '<%s>' "${f[@]%.gz}" "${f[@]##*.}" "${f[@]/tar/TAR}" "${f[@]^}" "${f[@]/#/-I}" "${f[@]/%/!}"
echo
