# shells: bash
read -r a b <<<"one two three"; echo "$a|$b"
IFS=: read -r u x <<<"root:0:0"; echo "$u|$x"
read -ra arr <<<"p q r"; echo "${#arr[@]}"
IFS=, read -ra l <<<"a,b c,,d"; printf '<%s>' "${l[@]}"; echo
