# shells: gnu
printf 'hello\0world\377\n\tabc' > f; strings f; strings -n 3 f; strings -t x f; strings -t d -n 2 f; strings -f f; strings -o f; strings -t o f
