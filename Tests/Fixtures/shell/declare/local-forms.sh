f() {
    local a b=2 c
    a=1; echo "$a $b [$c]"
    local d="$(echo sub)" e=$b
    echo "$d $e"
}
a=A; c=C; f; echo "$a [$b] $c"
