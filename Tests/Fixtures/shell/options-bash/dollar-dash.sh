# shells: dash ash bash
set -e -u; set +e; echo $- | tr -cd eu; echo; set -f; case $- in *f*) echo f;; esac; set +f; case $- in *f*) ;; *) echo none;; esac
