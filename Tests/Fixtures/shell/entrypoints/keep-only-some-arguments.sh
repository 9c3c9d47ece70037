set -- -a keep -b 'keep 2' -c; n=$#; i=0; while [ $i -lt $n ]; do x=$1; shift; case $x in -*) ;; *) set -- "$@" "$x";; esac; i=$((i+1)); done; echo $#; printf '<%s>' "$@"; echo
