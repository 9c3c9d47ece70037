# shells: bash
for i in {1..3} {x,y}; do printf '%s ' $i; done; echo
case {a,b} in {a,b}) echo literal;; esac
