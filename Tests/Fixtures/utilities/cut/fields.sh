printf 'a:b:c:d\nx\n' > f
cut -d : -f 1 f; cut -d: -f2,4 f; cut -d: -f 2- f; cut -d : -f -2 f; cut -d: -f 4,1 f; cut -d: -f1,2-3,3 f
cut -s -d: -f 2 f
printf 'a\tb\tc\n' | cut -f 2
printf 'a b c\n' | cut -d ' ' -f 2,3
printf 'no newline:x' | cut -d : -f 1
cut -d : -f 1 f - < f
cut -d: -f1 nofile; echo $?
