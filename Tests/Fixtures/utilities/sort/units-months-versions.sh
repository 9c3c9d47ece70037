printf '1K\n2M\n1G\n512\n3k\n-1K\n1.5K\nx\n' | sort -h; echo
printf 'Mar\nJAN x\nfeb\nxyz\n  dec\n\n' | sort -M; echo
printf 'a-1.10.tar.gz\na-1.9.tar.gz\na-1.9\nb1\nb01\nb1~rc\n.x\n..\n.\nA2\na10b\na9b\n' | sort -V; echo
printf 'v1.0\nv1.0-rc1\nv1.0~rc1\nv1.0.1\n1.2.3\n1.10.0\n' | sort -rV
