# shells: ash bash
x=a.b
echo "${x/./\\}" "${x/./\n}" "${x//./\\.}"; r='\.'; echo "${x/./$r}"
echo ${x/./\\} ${x/./\n}
