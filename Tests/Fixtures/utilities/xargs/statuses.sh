echo 1 2 | xargs -n1 sh -c 'exit 3'; echo $?
echo 1 2 | xargs -n1 sh -c 'echo $0; exit 255'; echo $?
echo 1 | xargs nosuchprogram; echo $?
echo > noexec; echo 1 | xargs ./noexec; echo $?
echo 1 | xargs false; echo $?; echo 1 | xargs true; echo $?
echo "a'b" | xargs 2> /dev/null; echo $?
echo 1 2 3 | xargs -n1 sh -c 'test $0 -ne 2'; echo $?
xargs -n 0 < /dev/null 2> /dev/null; echo $?; xargs -n x < /dev/null 2> /dev/null; echo $?; xargs -a nofile 2> /dev/null; echo $?
echo a b c d | xargs -s 8 echo; echo 1 2 | xargs -n1 cat 2> /dev/null; echo $?
