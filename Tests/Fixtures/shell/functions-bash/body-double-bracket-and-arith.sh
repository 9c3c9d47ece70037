# shells: bash
f() [[ $1 == a* ]]; f abc && echo yes; g() (( $1 > 2 )); g 3 && echo big; h() for ((i=0;i<1;i++)); do echo $i; done; h
