# shells: gnu
printf 'Mar\n  dec\n\nx\n' | sort -M; printf 'Mar\n  dec\n\nx\n' | sort -rM
printf 'a\nb\n' > f; printf 'a\nb\nc\n' > h; printf 'a\nc\n' > i; sort -m f h; echo; sort -mu i h f; echo; sort -mr i h | head -n 3; sort -m -o f f h; cat f
printf 'a-1.10.tar.gz\na-1.9.tar.gz\na-1.9\nb1\nb01\nb1~rc\n.x\n..\n.\nA2\na10b\na9b\n' | sort -V; echo
printf 'v1.0\nv1.0-rc1\nv1.0~rc1\nv1.0.1\n1.2.3\n1.10.0\n' | sort -rV
printf '1K\n2M\n1G\n512\n3k\n-1K\n1.5K\nx\n' | sort -h
printf '2G a\n1M b\n' | sort -k 1,1hr
printf 'a-1.2\na-1.10\n' | sort --sort=version
printf '3\n1\n' | sort --sort=numeric -o o && cat o
