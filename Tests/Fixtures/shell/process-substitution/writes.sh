# shells: bash
echo text > >(cat >f); wait $!; cat f
printf 'b\na\n' >in; tee >(sort >sorted) <in >/dev/null; wait $!; cat sorted
