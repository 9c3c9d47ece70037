printf 'a,b,c\n1,2,3\n' | sed -E 's/^([^,]*,){2}//'
