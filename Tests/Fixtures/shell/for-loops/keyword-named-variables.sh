for in in a b; do echo $in; done
for do in 1; do echo $do; done
for for in z; do echo $for; done
