x=1; (x=2; y=3; cd /; umask 077; set -f; f() { :; }; set -- a b c; trap 'true' USR1; exec 5>&1); echo "$x ${y-unset} $# $(umask)"; case $- in *f*) echo f;; esac; f 2>/dev/null || echo nof; trap
