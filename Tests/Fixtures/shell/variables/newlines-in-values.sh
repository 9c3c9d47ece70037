x='a
b'; echo "$x"; echo $x; export x; sh -c 'echo "$x"'
