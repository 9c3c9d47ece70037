# shells: gnu
printf 'a\nb\nc\nlonger line here\n' > a; printf 'a\nB\nc\nd\nlonger line here\n' > b; diff -y a b; diff -y -W 40 a b; diff -y --suppress-common-lines a b; diff -y -W 20 a b; diff -y b a
