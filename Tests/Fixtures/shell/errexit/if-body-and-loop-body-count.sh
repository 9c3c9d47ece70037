set -e
if true; then echo a; false; echo no; fi
echo no
