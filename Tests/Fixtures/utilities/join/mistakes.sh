# shells: gnu
printf 'a 1\nb 2\n' > f; printf 'b 1\na 2\n' > u
join; join f; join f f f; join -1 0 f f; join -1 x f f; join -t ab f f; join -o 1.x f f; join -o 3.1 f f; join u f; echo $?; join --check-order u f; echo $?; join --nocheck-order u f; join -a 3 f f; join nofile f; join - -; join -j 2 -1 1 f f; join -q f f; join f u
