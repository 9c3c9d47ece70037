# shells: bash
a=([5]=x)
a+=(y [10]=z w)
declare -p a
