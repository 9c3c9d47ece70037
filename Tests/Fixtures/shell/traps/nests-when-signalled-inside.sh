n=0; trap 'n=$((n+1)); echo "trap $n"; [ $n -lt 3 ] && kill -USR1 $$; echo "end $n"' USR1; kill -USR1 $$; echo after; :
