set -- o1 o2; f() { set -- i; echo $1 $#; }; f; echo $1 $#; f() { shift $#; echo $#; }; f a b; echo $#
