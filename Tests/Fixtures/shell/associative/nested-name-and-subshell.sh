# shells: bash
declare -A m=([a]=1); (m[b]=2; echo ${#m[@]}); echo ${#m[@]}; f() { m[c]=3; declare -gA g=([x]=y); }; f; echo ${#m[@]} ${g[x]}; export m; bash -c 'echo "[${m[a]}]"'
