# shells: ash bash
v=1.2.3-r0; echo ${v%%-*} ${v//./_} ${v/./} ${v:0:3} ${v: -2} "${v//-r0/}" ${#v}
f() { echo "${1//\//-}"; }; f a/b/c; set -- xyz; echo "${1:1}" "${1/y/Y}"
