e() { env echo "$@"; }
e a b; e -n x; e; e -e 'a\tb\n\\' '\0101\x41\c' z; e -E '\t'; e -ne '\a\b\e\f\r\v' | od -c; e -x; e --; e -nE 'x\n'; e -e 'a\0' | od -c; e 'a\tb'; e -n -e '\x4\n'; e -e '\c'; e -e '\q\'; e -nn y; e '' z | od -c; e -
