p=/a/b/c/d; while [ -n "$p" ]; do echo "$p"; p=${p%/*}; done; q=x.y.z; while case $q in *.*) true;; *) false;; esac; do q=${q#*.}; echo $q; done
