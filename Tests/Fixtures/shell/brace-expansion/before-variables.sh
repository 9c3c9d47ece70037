# shells: bash
a=1,2 n=3 x_1=p x_2=q
echo {$a} {1..$n} $x_{1,2} ${x_1}{a,b} {$n,$a}
y={a,b}; echo $y "$y"; z=x{1,2}; echo $z
