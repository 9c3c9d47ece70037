while IFS='=' read -r k v; do echo "$k -> $v"; done <<E
a=1
b=x=y
c
 d = e
E
