# shells: bash
[[ foo.c == *.c ]] && echo 1; [[ foo.c == "*.c" ]] || echo 2; [[ foo.c == f?o.[ch] ]] && echo 3
p='*.c'; [[ foo.c == $p ]] && echo 4; [[ foo.c == "$p" ]] || echo 5; [[ '*.c' == "$p" ]] && echo 6
[[ *.c == foo.c ]] || echo 7; [[ foo.c != *.h ]] && echo 8; [[ foo.c == foo"."* ]] && echo 9
