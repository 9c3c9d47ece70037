# shells: bash
echo a{b,c,d}e {a,b}{1,2} x{,y,z} {a,b,} {,}
echo {one,"two words",thr\ ee} "{a,b}" '{a,b}' \{a,b} {a\,b,c}
