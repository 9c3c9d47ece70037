a=1 ab=2 a1=3 _a=4
echo $a-$ab.$a1$_a/$a:$a,$a=$a+$a@$a%x
echo "$a[0]" ${a}b $a_b.
