# shells: ash bash
cat <<< "here $((1+1))"; read a b <<< 'x y'; echo $b
