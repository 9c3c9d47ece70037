# shells: gnu
printf '%0100d' 0 | tr 0 '\0' > z; hexdump -x -n 20 z
printf 'hello\0world\377\n\tabc' > f; hexdump nofile; echo $?; hexdump -C nofile f; echo $?; hexdump -n x f; hexdump -X f; hexdump -s 0x2 -n 4 -C f; hd f; hexdump --canonical --length 4 f
