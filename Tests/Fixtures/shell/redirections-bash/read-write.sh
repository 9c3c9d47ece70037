# shells: dash ash bash
printf 'abcdef\n' >f; exec 3<>f; read x <&3; echo "$x"; echo more >&3; exec 3>&-; cat f; exec 4<>new; echo n >&4; cat new
printf 'abcdef\n' >g; printf 'XY' 1<>g; head -n 1 g
