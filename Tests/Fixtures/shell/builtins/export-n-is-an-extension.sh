# shells: bash ash
export x=1; export -n x; sh -c 'echo "${x-unset}"'; echo $x
