# shells: gnu
p() { env printf "$@"; echo " $?"; }
p '%'; p 'a%'; p '%5'; p '%d' "'ab"; p 'a\c b'; p '%b' 'a\cb'; p "\\\"x\\?\\E"; p 'x' y; p '%d' 0x; p '%d' 08; p '%.0d|%5.2d|%#x|%#o' 0 3 255 8; p '%q' "a'b" 'x y' a '' '~' 'a$b'; p '%(%s)T' 1; p '%n'; p '%*d' x 3; p '%c%c' abc ''; p '\u41\n'; p '\8'; p '%b' '\x'; p '%ld %hhd %Lf' 1 2 3; p '%i %u' -1 -1; p --; p -- %s a; p -x; p '%d' ' 5' '5 '; p '%f' 1,5; p '%e' x; p '%x' 99999999999999999999; p '%1$s' a; p '%F %G %A' 1 1 1; p '\400\1012'; p '%b' '\0101\101\e'; p; p '%z' 1; p '\u00e9'; p '%s\n' "$(p x 2>&1)"; p '%d' ''
