printf '%5s|%-5s|%05d|%+d|% d|%x|%X|%#x|%o|%#o|%c|%%\n' ab ab 42 42 42 255 255 255 8 8 xyz
printf '%.2s|%.3d|%5.1f|%e|%g|%*d|%-*d|\n' abc 7 3.14159 1234.5 0.0001 5 42 5 42
printf '%i %u %b\n' -3 7 'a\tb\0101'
