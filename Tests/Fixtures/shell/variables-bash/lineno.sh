# shells: bash
echo $LINENO
f() {
    echo $LINENO
}
f; echo $LINENO \
  $LINENO
eval 'echo $LINENO
echo $LINENO'
