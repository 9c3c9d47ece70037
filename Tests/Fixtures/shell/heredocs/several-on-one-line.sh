cat <<A; cat <<B
a1
A
b1
B
cat <<A - <<B
only the last
A
is stdin
B
