# shells: bash
r='\.tar\.(gz|xz)$'; for f in a.tar.gz b.tarxgz c.tar.xz.sig c.tar.xz; do [[ $f =~ $r ]] && echo "$f ${BASH_REMATCH[1]}"; done; r='^\$[{]([a-z]+)[}]$'; [[ '${abc}' =~ $r ]] && echo "${BASH_REMATCH[1]}"
