if [ 1 = 2 ]; then echo a; elif [ 2 = 2 ]; then echo b; else echo c; fi
i=0; while [ $i -lt 3 ]; do i=$((i + 1)); [ $i = 2 ] && continue; echo $i; done
until [ $i -le 0 ]; do i=$((i - 2)); done; echo end $i
for w in one "two three" four; do echo "<$w>"; done
case abc.txt in *.md) echo md;; a*.txt|b) echo text;; *) echo other;; esac
{ echo grouped; } > f; cat f
(x=inner; echo $x); echo "x is ${x:-unset}"
