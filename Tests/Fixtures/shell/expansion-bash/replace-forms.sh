# shells: ash bash
x=foobarfoo
echo ${x/foo/X} ${x//foo/X} ${x/o} ${x//o} ${x/zz/X} "${x/o*a/-}" ${x//[ao]/.}
y='a b  c'; echo "${y// /_}" ${y// /_}; echo "${y/ /}"
