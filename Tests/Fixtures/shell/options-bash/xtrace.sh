# shells: dash ash bash
set -x; x="a b"; echo "$x" 'c d' "" $x; y=$(echo in); f() { :; }; f 1 "2 3"; for i in p q; do : $i; done; [ "$x" = y ]; a=1 b=2 true
