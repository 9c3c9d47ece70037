conf=my.cnf; echo 'a=1' > $conf; add() { grep -q "^$1=" "$conf" || echo "$1=$2" >> "$conf"; }; add a 9; add b 2; add b 3; cat $conf
