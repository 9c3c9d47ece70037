x=$(printf 'a\rb\fc\vd'); set -- $x; echo $#; printf 'a\rb c\n' | { read x y; echo ${#x}; }
