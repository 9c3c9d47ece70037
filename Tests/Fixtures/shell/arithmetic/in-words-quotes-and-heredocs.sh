x=3; echo a$((x))b "c$((x*2))d" e$((x))$((x))
cat <<E
$((x+1)) \$((x)) $(( (x) ))
E
