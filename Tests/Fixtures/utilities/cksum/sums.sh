# shells: gnu
printf 'a 1\nb 2\n' > f; : > e; cksum f e; cksum < f; cksum f nofile; echo $?; sum f; sum -s f; sum f e; sum -s f e; sum < f; cksum -a bsd f; cksum -a sysv f; printf '%03000d' 5 | sum; printf '%03000d' 5 | sum -s; seq 1000 | cksum; sum nofile
