# shells: dash ash bash
set -x
if [ a = b ]; then :; elif true; then echo yes; fi
case "a b" in a*) echo m >f;; esac
while false; do :; done; (echo sub); { echo grp; }
true && false || echo or
