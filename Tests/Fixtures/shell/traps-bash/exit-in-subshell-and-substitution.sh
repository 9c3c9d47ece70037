trap 'echo main' EXIT
(echo sub); x=$(echo in; trap 'echo subst' EXIT); echo "$x"
(trap 'echo inner' EXIT; echo body)
f() { exit 4; }; (f); echo $?
