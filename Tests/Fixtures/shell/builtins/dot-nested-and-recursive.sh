echo 'echo outer; . ./b; echo back' > a; echo 'echo inner; return; echo no' > b; . ./a; echo 'n=$((n+1)); [ $n -lt 5 ] && . ./r; :' > r; n=0; . ./r; echo $n
