set -e
case x in x) false || true; echo a; false;; esac
echo no
