# shells: bash
a=b b=c c=7; echo $((a)) $((a + 1))
e='1 + 2'; echo $((e * 2)) $(($e * 2))
unset u; echo $((u)) $((u + 1)); n=; echo $((n)); t=text; echo $((t))
