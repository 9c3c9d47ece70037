printf '%s\n' '10
9
abc
2
1e1
100' | awk '{a[NR]=$1} END{for(i=1;i<=NR;i++) for(j=i+1;j<=NR;j++) if(a[j]<a[i]){t=a[i];a[i]=a[j];a[j]=t} for(i=1;i<=NR;i++) print a[i]}'
