set -x
if [ 1 -eq 1 ]; then echo yes; fi
for i in 1 2; do echo $i; done
case a in a) echo c;; esac
set +x
