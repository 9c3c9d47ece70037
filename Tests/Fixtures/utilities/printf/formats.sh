p() { env printf "$@"; }
p '%s-%s\n' a b c; p '%d %i %5d|%-5d|%05d\n' 1 -2 3 4 5; p '%x %X %o %u\n' 255 255 8 7; p '%c%c\n' abc d; p '%5s|%-5s|%.2s\n' a b cde; p '%b\n' 'a\tb'; p 'a\tb\\\101\n'; p '%%\n'; p '%e %f %g\n' 1.5 2.25 0.0001; p '%*d\n' 5 3; p 'no args\n'; p '%s\n' 'a b' "it's"; p '%d\n' 0x1f 017 "'a"; p '%s' x; p '\n'; p '%5.1f|%+d|% d\n' 3.14159 5 6; p '%s %d\n' a; p '\x41\n'
