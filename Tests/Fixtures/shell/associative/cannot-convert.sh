# shells: bash
a=(1 2); declare -A a; echo $?
declare -A m=([x]=1); declare -a m; echo $?
