# shells: dash ash bash
cat 3<<E <&3; cat <<E | tr a-z A-Z; cat <<E >f && cat f
three
E
upper
E
file
E
