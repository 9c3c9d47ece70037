printf 'a\nb\nc\nd\ne\nf\ng\nh\n' > a; printf 'a\nB\nc\nd\ne\nf\ng\nh\ni' > b
diff -u -L A -L B a b; echo $?; diff -U 1 -L A -L B a b; diff -q a b; diff -u a a; echo $?; diff -ub -L A -L B a b; diff -q a a
mkdir -p p/s q/s; echo 1 > p/f; echo 1 > q/f; echo x > p/only; diff -r p q; echo $?; diff -q p q
