# shells: ash bash
x=foobarfoo
echo ${x/#foo/X} ${x/%foo/X} ${x/#bar/X} ${x/%bar/X} ${x/#/pre-} ${x/%/-post} ${x//#/z}
