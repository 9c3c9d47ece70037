# shells: bash
a=b b=value; echo "${!a}" "${!a:-def}" "${!a/val/X}" "${#a}" "${!a:0:2}" "${!a^}"
p=2; set -- x y z; echo "${!p}" "${!#}"
arr=(p q); r='arr[1]'; echo "${!r}"; r='arr[@]'; echo "${!r}"; printf '<%s>' "${!r}"; echo
unset n; m=n; echo "[${!m}]" "[${!m-unset}]"
