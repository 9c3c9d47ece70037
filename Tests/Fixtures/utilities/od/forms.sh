printf 'hello\0world\377\n\tabc' > f; printf '%0100d' 0 | tr 0 '\0' > z
od f; od -c f; od -An -tx1 f; od -b f; od -d f; od -o f; od -x f; od -i f; od -a f; od -v z; od z; od -N 5 -j 2 -c f; od -t x1 < f; od -A d -t o1 f; od -A x -t u1 f; od -t x4 f; od -tx2 -N 3 f; od f f; od -t d1 f; od -t u2 f; od -An -c f; od -An -N4 -tu4 f
