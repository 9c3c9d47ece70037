# shells: ash bash
((x=3)); echo "$? ${x-unset}"; ((0)); echo $?
