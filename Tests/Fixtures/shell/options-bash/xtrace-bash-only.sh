# shells: bash
set -x; a=(1 "2 3"); a[1]=x; [[ $a == 1* && -n "b c" ]]; ((i = 3)); for ((i=0;i<1;i++)); do :; done; local_=${a[@]}; x+=y; echo $'t\tb' é "it's" '' '*' '~'
