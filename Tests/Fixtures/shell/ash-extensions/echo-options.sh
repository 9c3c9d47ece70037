# shells: dash ash bash
echo -e 'a\tb'; echo -n x; echo; echo -ne 'a\nb\n'; echo -E 'a\tb'; echo 'a\tb'; echo -e 'x\cy'; echo; echo -- a b | sed "s,^,> ,"; echo -x a; echo -nn b; echo; echo -en 'q\n'; echo -e '\x41\101\0101\e' | wc -c; echo - a; echo -neE 'z\tz'; echo
