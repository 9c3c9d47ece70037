# shells: gnu
printf 'one\ntwo\n' >f; printf x >'a b'
curl -s "file://$PWD/f"; echo "$?"
curl -sS "file://localhost$PWD/f" | tail -n 1
curl -fsSL -o g "file://$PWD/f"; cat g
curl -sSLO "file://$PWD/f"; cat f
curl -s "file://$PWD/a%20b"; echo
curl -s -r 4-6 "file://$PWD/f"; echo
curl -s -r -4 "file://$PWD/f"
curl -s "file://$PWD/f" "file://$PWD/g" | wc -l
curl -s --url "file://$PWD/f" -o h; cat h
