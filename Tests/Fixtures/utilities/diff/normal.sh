# shells: gnu
printf 'a\nb\nc\nd\ne\nf\ng\nh\n' > a; printf 'a\nB\nc\nd\ne\nf\ng\nh\ni' > b; printf 'x\ny\na\nb\nd\ne\nf\nf\n' > c; : > e
diff a a; echo $?; diff a b; echo $?; diff a c; diff b c; diff c a; diff e a; diff a e; diff -q a b; diff -s a a; diff -i a b; diff a - < b; diff a nofile; echo $?; diff -N a nofile | head -n 2; diff a; diff; diff a b c; mkdir d; cp b d/a; diff a d; diff d a; diff a d/nofile; diff --brief a b; diff -uc a b; diff -U x a b; diff -e a c; diff -q a c; printf 'a\0b' > n; printf 'a\0c' > m; diff n m; diff -q n m; diff -a n m | cat -A
