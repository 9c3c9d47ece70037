# shells: bash
touch a.c a.o b.c .h; GLOBIGNORE='*.o'; echo *; GLOBIGNORE='*.o:b*'; echo *; unset GLOBIGNORE; echo *
