# shells: dash ash bash
y=$(cat <<E
in $((1+1))
E
); echo "$y"; f() { cat <<E; }
fn $1
E
f a; f b; while read l; do echo "<$l>"; done <<E
l1
l2\
joined
E
