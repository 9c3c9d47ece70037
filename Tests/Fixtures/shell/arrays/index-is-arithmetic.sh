# shells: bash
a=(a b c d e) i=1 n=i+1
echo "${a[i]}" "${a[i+1]}" "${a[$i*2]}" "${a[n]}" "${a[ 3 ]}" "${a[i++]}" $i
a[1+3]=E; a[i=0]=A
echo "${a[@]}" $i
