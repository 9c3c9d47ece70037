printf '%s %d %i %u %o %x %X %c %%\n' str 10 11 12 13 255 255 char
printf '%5s|%-5s|%.2s|%5.1s|\n' ab ab abc abc; printf '%05d|%+d|% d|%-5d|%5d|%.3d|\n' 42 42 42 42 42 42
