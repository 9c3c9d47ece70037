# shells: bash
s=([1]=one [5]=five [9]=nine)
echo "${s[@]:1:2}" / "${s[@]:2:2}" / "${s[@]:6}" / "${s[@]: -5}"
