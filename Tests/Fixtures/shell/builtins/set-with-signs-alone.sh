set - +; echo "$@"; set a; set + -; echo "$@"; set -E; case $- in *E*) echo E;; esac; set +E
