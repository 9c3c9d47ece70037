x=foobarfoo
echo ${x/foo/X} ${x//foo/X} ${x/#foo/X} ${x/%foo/X} ${x/o} ${x//o} ${x/#bar/X}
echo done
