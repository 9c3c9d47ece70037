a() (echo sub; x=1); b() if true; then echo if; fi; c() for i in 1 2; do echo $i; done; d() case $1 in x) echo case;; esac; e() while false; do :; done
a; echo "${x-unset}"; b; c; d x; e; echo $?
