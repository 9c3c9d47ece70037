# shells: gnu
echo hello >a; echo world >b
ar rc l.a a b; echo "status $?"; ar t l.a; ar tv l.a; ar p l.a b
rm a b; ar x l.a; cat a b
ar d l.a a; ar t l.a; ar x l.a nope; echo "status $?"
ar t nope; echo "status $?"; ar t b; echo "status $?"
rm -f l.a
