f() { cat <<E
arg $1 of $#
E
}
f a; f b c
