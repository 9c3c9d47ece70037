f() { case $1 in a|b) echo ab;; (c | d*) echo cd;; -?|--*) echo opt;; '') echo empty;; *) echo other;; esac; }
f a; f b; f c; f dxx; f -x; f --long; f ''; f zz
