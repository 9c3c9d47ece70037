x=1; x=2 env | grep '^x='; echo $x; y=3 sh -c 'echo $y'; echo "${y-unset}"; x=5 sh -c 'echo $x'; echo $x
