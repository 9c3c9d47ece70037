# shells: bash
echo ${!@}-${!*}-${!1}; set -- foo; echo ${!@}-${!*}-${!1}; foo=v; echo ${!@}-${!*}-${!1} "${!#}"
