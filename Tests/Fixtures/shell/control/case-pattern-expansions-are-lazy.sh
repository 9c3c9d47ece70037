case a in $(echo a; echo ran1 >&2)) echo hit;; $(echo b; echo ran2 >&2)) echo no;; esac; case $(echo w; echo once >&2) in x) ;; w) echo w;; esac
