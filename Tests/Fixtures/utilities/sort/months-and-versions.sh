printf 'Mar\nJAN x\nfeb\nxyz\ndec\n\n' | sort -M; echo
printf 'v1.0\nv1.10.0\nv1.2.3\n10\n9\n' | sort -V; printf 'a-1.9\na-1.10\n' | sort -rV
