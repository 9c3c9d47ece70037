# shells: bash
f() {
    nosuchcmd
    cd /nosuch
    echo $((1/0))
    echo not here
}
f
echo "after $?"
