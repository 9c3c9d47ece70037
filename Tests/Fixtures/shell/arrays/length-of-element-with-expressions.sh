# shells: bash
a=(abc de); i=0; echo ${#a[i]} ${#a[i+1]} ${#a[-1]} ${a[i]:1} ${a[1]/d/D} ${a[@]: -1} ${a[${#a[@]}-1]} ${#a[9]}
