# shells: bash
(echo ${x:?}; echo no); echo $?
(echo ${#x:1}; echo no); echo $?
(echo $((1 +)); echo no); echo $?
(a=(1); echo ${a[]}; echo no); echo $?
(echo ${a[1}; echo no); echo $?
(echo ${1x}; echo no); echo $?
(echo ${x:1:2:3}; echo no); echo $?
(x=abc; echo ${x:1 +}; echo no); echo $?
