# shells: bash
declare -ai n=(1+1 2*3 x)
n[1]+=4; n+=(5+5)
declare -p n
