printf 'a\nb\nc\n' > f; exec 3<f; (read x <&3; echo "sub $x"); read y <&3; echo "main $y"; z=$(read w <&3; echo $w); echo "cs $z"
