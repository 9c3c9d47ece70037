# shells: dash ash
echo $LINENO
f() {
    echo $LINENO
}
f
echo $LINENO
