# shells: ash bash
x='a*b*c' y='*'
echo "${x/'*'/-}" "${x//\*/-}" "${x//"*"/-}" "${x/"$y"/-}" "${x/$y/-}"
