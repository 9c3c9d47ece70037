# shells: ash bash
x=/usr/local/bin; echo "${x//\//:}" ${x/local/"a b"} "${x//'/'/-}" "${x/\/usr/}"
