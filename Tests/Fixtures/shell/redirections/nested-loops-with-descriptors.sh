printf 'a\nb\n' > f; printf '1\n2\n' > g
while read x <&3; do while read y <&4; do echo $x$y; done 4<g; done 3<f
