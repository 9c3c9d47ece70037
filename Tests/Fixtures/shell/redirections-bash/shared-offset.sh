# shells: dash ash bash
seq 4 >f; { read a; read b; echo "$a $b"; cat; } <f; exec 3<f; read x <&3; (read y <&3; echo "sub $y"); read z <&3; echo "$x $z"
exec 4>out; echo 1 >&4; (echo 2 >&4); echo 3 >&4; cat out
