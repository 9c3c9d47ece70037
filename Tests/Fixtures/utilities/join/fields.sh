# shells: gnu
printf 'a 1\nb 2\nb 3\nd 4\n' > f; printf 'a x\nb y\nc z\n' > g
join f g; join -a 1 f g; join -a 2 f g; join -a1 -a2 f g; join -v 1 f g; join -v1 -v2 f g; join -o 1.2,2.2 f g; join -o '0 1.2' -a1 -a2 -e NONE f g; join -o auto -e - -a1 -a2 f g
printf '1:a\n2:b\n' > h; printf 'b:2\na:1\n' > i
join -t : -1 1 -2 2 h i; join -t: -j 1 h h; join -1 2 -2 1 -t : h i; join -i -t : h h; join --header f g; join - g < f; join -t '' f f; join -2 1 -1 1 f g; printf ' a  1\n' | join - g
