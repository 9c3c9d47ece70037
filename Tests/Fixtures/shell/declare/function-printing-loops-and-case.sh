# shells: bash
g() { for i in a "b c"; do case $i in a|b) echo x;; *) while false; do :; done;; esac; done >out 2>&1; ! true && { echo y; } || (exit 3); }
type g
