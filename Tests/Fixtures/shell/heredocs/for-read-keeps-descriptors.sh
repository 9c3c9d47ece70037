while read a <&3; do read b; echo "$a-$b"; done 3<<X <<Y
1
2
X
p
q
Y
