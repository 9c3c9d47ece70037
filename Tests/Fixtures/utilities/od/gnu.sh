# shells: gnu
printf 'hello\0world\377\n\tabc' > f
od -A x -t x1z f; od -s f; od -l f; od -f f; od -t f8 f; od -t d1 -t u2 f; od -t x4 -t c f; od -w8 -x f; od -w3 -t x1 f; od -w -t x1 f; od -S 3 f; od -h f; od -tcx1 f; od -tx8 f; od -c f +2; od --endian=big -x f; od -D f; od -H f; od -I f; od -O f; od -L f; od -F f; od -B f; od -X f; od -to8 f; od -ta f; od -e f; od -An -tfF f; od -tdS f; od -tuC f; od --format=x1 --address-radix=n --read-bytes=2 f; od -c f +2.; od -c f +1b
for a in '-t y' '-A z' '-j 1000' '-N x' '-t x3' '-w5 -x' '-j x' '-t f3' -q; do od $a f; echo $?; done
od -c f nofile; echo $?; od nofile; echo $?; od -c /dev/null; printf 'a\0bcd\0efgh' | od -S 2 -A d
