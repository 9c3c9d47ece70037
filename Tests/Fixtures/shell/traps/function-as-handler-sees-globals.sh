n=0; h() { n=$((n+$1)); echo "h $n"; }; trap 'h 5' USR1; kill -USR1 $$; kill -USR1 $$; trap 'h 1' USR2; f() { kill -USR2 $$; }; f; echo $n
