# shells: dash ash bash
trap 'n=$((n+1)); echo "t$n"; [ $n -lt 3 ] && kill -USR1 $$; echo "e$n"' USR1; n=0
kill -USR1 $$; echo done
