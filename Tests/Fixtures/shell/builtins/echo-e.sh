echo -e 'a\nb'; echo -n 'c\n'; echo -E 'd\n'; echo -en 'x\ty\n'; echo -ne 'z\n'
