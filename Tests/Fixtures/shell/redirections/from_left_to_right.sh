echo a > f 2>&1 > g
echo b 2>&1 > h
{ echo out; echo err >&2; } > both 2>&1
{ echo out; echo err >&2; } 2>&1 > only
echo a > one > two
cat both only one two
ls nosuch > f < g 2>&1
[ -s f ] && echo told
