printf 'one two\nthree\n' > f
printf 'x' > g
wc f; wc -l f; wc -w f; wc -c f; wc -lc f; wc -L f; wc f g; wc -l f g
wc < f; wc -l < f; cat f | wc; cat f | wc -c; wc -lwcL f
wc -c f g; wc -m f; printf 'a\tb\n\tc' | wc -L
printf 'a\001b \200 c\n' | wc -w
wc /dev/null; wc < /dev/null
