# shells: bash
a=(zero one two)
a['1']=x
echo "${a[1]}"
echo "${a['2']}"
echo not reached
