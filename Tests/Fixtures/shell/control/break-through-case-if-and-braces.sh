for i in 1 2 3; do case $i in 2) if true; then { break; }; fi;; esac; echo $i; done; echo after
