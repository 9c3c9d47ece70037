set -eu; mkdir -p a/b; { echo 'one'; echo 'two'; } | tee a/f >/dev/null; [ "$(wc -l <a/f)" -eq 2 ]; ! grep -q three a/f; savedList="x y"; for p in $savedList; do echo "$p"; done; rm -r a
