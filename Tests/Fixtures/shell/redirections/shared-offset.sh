printf '1\n2\n3\n4\n' > f
{ read a; read b; echo "$a $b"; cat; } < f
exec 3<f 4<&3; read a <&3; read b <&4; read c <&3; echo "$a$b$c"
