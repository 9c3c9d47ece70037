f() { echo "in $x"; x=changed; sh -c 'echo "env ${x-unset}"'; }
x=1; x=2 f; echo "after $x"
unset y; g() { echo "g ${y-unset}"; }; y=7 g; echo "${y-unset}"
