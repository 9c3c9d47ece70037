set -e
n=0; until [ $n -eq 2 ]; do n=$((n+1)); done; case $(false) in '') echo empty;; esac; for i in $(false) a; do echo $i; done; [ $n = 9 ] || [ $n = 2 ]; echo alive; : "$(false)"; echo b
