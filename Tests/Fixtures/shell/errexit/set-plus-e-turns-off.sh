set -e
set +e; false; echo a; set -e; false || true; (set +e; false; echo b); echo c; set +e; (set -e; false; echo no); echo "d $?"
