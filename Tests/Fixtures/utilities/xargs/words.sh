printf 'a b\n"c d" e\n'\''f g'\'' h\\ i\n' > f
xargs < f; xargs -n 1 < f; xargs -n 2 echo x < f; xargs printf '<%s>\n' < f
xargs -r echo hi < /dev/null; xargs echo hi < /dev/null; xargs < /dev/null
printf 'a\0b c\0' | xargs -0 -n 1; printf 'x\n\n  y  \n' | xargs -n1
echo a b c | xargs -E b; echo a b c | xargs -n 3 -P 2; echo a b | xargs -t -n 1 2>&1
echo f | xargs cat | head -n 1; printf 'a\nb\n' > g; xargs -a g; xargs -a g -n1
echo 1 2 3 | xargs sh -c 'echo $# "$@"' x
printf 'no newline' | xargs -n1
