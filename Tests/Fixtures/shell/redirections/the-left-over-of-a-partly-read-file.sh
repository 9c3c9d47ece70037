printf '1\n2\n3\n4\n5\n' > f; { read a; head -n 1 >/dev/null; read b; echo "$a ${b:-eof}"; } < f; { sed -n '1p;1q' >/dev/null 2>&1; read c; echo "c ${c:-eof}" | cut -c1-2; } < f
