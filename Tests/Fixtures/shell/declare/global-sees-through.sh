# shells: bash
x=outer
f() { local x=inner; declare -g x=changed; echo "$x"; }
f; echo "$x"
