# shells: gnu
printf 'b 2\na\t1\n' | sort --debug; printf 'b 2\na 1\n' | sort --debug -k2
printf 'b 2\na 1\n' | sort --debug -k2,2n -s; printf 'b 2x\na -1.5\n' | sort --debug -k2,2n -u
printf 'JAN\nfoo\n' | sort --debug -M; printf '2K\n1G\n' | sort --debug -h; printf 'x\n' | sort --debug -r
printf '1e3y\n' | sort -g --debug; printf ' a\n' | sort --debug -b; printf 'b 2\na 1\n' | sort --debug -k2n
sort --debug -c /dev/null; sort --debug -o x /dev/null; echo $?
