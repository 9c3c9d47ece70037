printf '\000\000\000\000\000\000\000\000\000\000\000' | hexdump -e '1/1 "%02x|"1/1 "%02x!\n"'
printf 'abcdefgh0123456789\377\001' > f
hexdump -e '8/1 "%02x " "\n"' f; hexdump -e '8/1 " %3_u" "\n"' f; hexdump -e '4/2 " %6d" "\n"' f
hexdump -e '"%08_ax " 8/1 "%_p" "\n"' f; hexdump -e '16/1 "%_c" "\n"' f; hexdump -ve '1/1 "%.2x"' f; echo
hexdump -n 4 -s 2 -e '/1 "%o "' f; echo
