printf 'b\na\nb\n' | sort | uniq -c | while read n w; do echo "$w=$n"; done
echo status | false; echo $?
x=1; echo a | x=2; echo $x
