# shells: dash ash
printf 'read x\nthis-is data\necho "got $x"\n' > s; sh < s; printf 'cat\nrest-of it\nthe-file\n' | sh
