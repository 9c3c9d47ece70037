printf 'hello\0world\377\n\tabc' > f; printf '%0100d' 0 | tr 0 '\0' > z
hexdump f; hexdump -C f; hexdump -b f; hexdump -c f; hexdump -d f; hexdump -x f; hexdump -o f; hexdump -C z; hexdump -C -n 5 -s 3 f; hexdump -v -C z; hexdump -C < f; hexdump -C /dev/null; hexdump -C f f; hexdump nofile 2> /dev/null; echo $?
