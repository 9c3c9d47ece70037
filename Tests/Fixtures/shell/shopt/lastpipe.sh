# shells: bash
echo x | read a; echo "[$a]"; shopt -s lastpipe; echo x | read a; echo "[$a]"
seq 3 | while read n; do ((s += n)); done; echo $s; echo y | { b=$(cat); }; echo $b ${#PIPESTATUS[@]}
