# shells: bash
x=a; x+=b; x+="c d"; echo "$x"; unset u; u+=new; echo $u
f() { local x+=z; echo "$x"; local y=1; y+=2; echo $y; }; f; echo "$x"
export PATHX=/a; PATHX+=:/b; env | grep ^PATHX=; x+=tmp env | grep ^x=; echo "$x"
