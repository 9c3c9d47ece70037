# shells: bash
zz_b=1 zz_a=2 zz_c=3
echo "${!zz_*}" "${!zz_@}" ; printf '<%s>' "${!zz_@}"; printf '<%s>' "${!zz_*}"; echo
for v in "${!zz_@}"; do echo "$v=${!v}"; done
echo "[${!nosuch_*}]"
