# shells: gnu
export _POSIX2_VERSION=199209
printf 'a 3\nb 1\nc 2\n' | sort +1; printf 'a c\na b\n' | sort -s +0 -1
printf ':ba\n:ab\n' | sort -t : +1.1 -1.2; printf 'b 2\nb 1\nb 3\n' | sort +0 +1nr
printf 'a\na\nba\n' | uniq +1
