a=1; export a; b=2; export c=3 d; d=4; sh -c 'echo "${a-u} ${b-u} ${c-u} ${d-u}"'; a=9; sh -c 'echo $a'
