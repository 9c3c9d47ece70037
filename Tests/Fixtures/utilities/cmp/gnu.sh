# shells: gnu
printf 'abc\ndef\n' > a; printf 'abc\ndxfg\n' > b; printf abc > c; : > e
cmp -l a b; cmp -b a b; cmp -bl a b; cmp a c; cmp -l a c; cmp a e; cmp e a; cmp a; cmp; cmp -i 4 a b; cmp -i 4:5 a b; cmp -n x a b; mkdir d; cmp d a; cmp -ls a b; cmp a b c d e; cmp -x a b; cmp -i x a a; cmp --silent a b; cmp --verbose a b; cmp --print-bytes a b; printf 'a\n' | cmp a -; printf 'abc\n' | cmp a -; printf '\200\001\177' | cmp -bl - c; cmp a b 1 x
