# shells: gnu
printf '1K\n2M\n1G\n512\n3k\n-1K\n1.5K\nx\n' | sort -h
printf '2G a\n1M b\n' | sort -k 1,1hr
printf 'a-1.2\na-1.10\n' | sort --sort=version
printf '3\n1\n' | sort --sort=numeric -o o && cat o
