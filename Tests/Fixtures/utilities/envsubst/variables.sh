# shells: gnu
export A=1 B='two words'; echo '$A ${B} $C ${A}x $Ax $$ $1 ${ A} ${A $' | envsubst; echo '$A $B' | envsubst '$A'; envsubst -v 'x $A ${B} $A'; printf '$A' | envsubst; echo; envsubst a b; echo '${A}${B}' | envsubst '${B}'
