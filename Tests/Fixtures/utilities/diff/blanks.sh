# shells: gnu
printf 'a  b\nc\n\n d\n' > a; printf 'a b\nC\nd\n' > b; printf 'a b \nc\r\n\td\n' > c
diff -b a b; diff -w a b; diff -i a b; diff -B a b; diff -wiB a b; echo $?; diff -Z b c; diff --strip-trailing-cr a c; diff -E a c; diff -bB a b; diff -iwBq a b; diff -w a c; diff -u -L a -L b -B a b; diff -b a c
