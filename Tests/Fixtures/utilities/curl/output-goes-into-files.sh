# shells: gnu
echo data >f
curl -s -o d/e/g "file://$PWD/f"; echo "$?"
curl -sS -o d/e/g "file://$PWD/f"; echo "$?"
curl -sS --create-dirs -o d/e/g "file://$PWD/f"; echo "$?"; cat d/e/g
curl -sS --output-dir o -O "file://$PWD/f"; echo "$?"
curl -sS --output-dir o --create-dirs -O "file://$PWD/f"; echo "$?"; cat o/f
curl -sS -o 1 -o 2 "file://$PWD/f" "file://$PWD/f"; cat 1 2
curl -sS "file://$PWD/f" -o - ; curl -s -o /dev/null "file://$PWD/f"; echo "$?"
curl -sS --remote-name-all --output-dir d "file://$PWD/f"; ls d
mkdir p; cd p; printf 'da' >part; curl -s -C - -o part "file://$PWD/../f"; cat part
