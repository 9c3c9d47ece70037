for a in 1 2; do if [ $a = 1 ]; then for b in x y; do case $b in x) while :; do echo $a$b; break; done;; *) until false; do echo $a$b; break; done;; esac; done; else echo two; fi; done
