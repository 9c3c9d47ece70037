echo hi >&3
echo $?
exec 3> f
exec 3>&-
echo hi >&3
echo $?
(exec 4> g; echo a >&4)
echo b >&4
echo $?
echo hi >&-
echo $?
cat <&-
echo $?
read x <&-
echo $?
cat nosuch 2>&-
echo $?
f() { echo a >&5; }
exec 5> five
f 5>&-
echo $?
f
cat five
echo a > before 3>&9
ls
echo hi >&8
