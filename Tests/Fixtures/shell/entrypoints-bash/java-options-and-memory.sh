# shells: ash bash
set -e; JAVA_OPTS='-Xms1g -Dx=y'; set -- java; for o in $JAVA_OPTS; do set -- "$@" "$o"; done; set -- "$@" -jar app.jar; echo "$#: $*"
url=https://host/path/file-1.2.3.tar.gz; f=${url##*/}; v=${f#file-}; echo "${v%.tar.gz}" "${url%%://*}" "${v:0:1}" "${f//./_}"
