# shells: ash bash
x='a b a'; y=b; echo "${x/$y/c}" "${x// /_}" "${x//a}" "${x//[ab]/[&]}" | tr -d '&'; p='*'; z='1*2*3'; echo "${z//"$p"/x}" "${z/\*/y}" "${z//\*}"
