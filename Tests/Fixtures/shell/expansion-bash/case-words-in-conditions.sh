# shells: bash
v=TRUE; [[ ${v,,} == true ]] && echo on; case "${v,,}" in true|yes|1) echo yes;; esac; name=my_var; echo "${name^^}" "${name//_/-}"; k=KEY; printf -v "$k" %s val; echo "$KEY ${!k}"; declare "$k=again"; echo $KEY; export "${k}_2=two"; echo $KEY_2
