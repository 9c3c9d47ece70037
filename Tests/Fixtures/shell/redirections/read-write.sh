echo abcdef > f; exec 3<>f; read x <&3; echo "$x"; echo more >&3; exec 3>&-; sed -n p f
echo XY 1<>f; cat f
: 3<>new; ls new
