set -- $(seq 1 3000); echo $# ${2999}; x=$*; echo ${#x}; for i in $x; do n=$i; done; echo $n
