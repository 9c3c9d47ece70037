# shells: bash
declare -A m=([a]=1 [b]=2 [c]=3 [d]=4 [e]=5 [alpha]=6 [beta]=7 [gamma]=8)
echo "${!m[@]}"
echo "${m[@]}"
