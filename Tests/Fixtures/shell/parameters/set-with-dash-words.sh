set -- -a -b; echo "$@"; set - -c; echo "$@"; set +; echo "$#"
