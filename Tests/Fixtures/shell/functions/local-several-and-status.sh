f() { local a=1 b=2 c; echo $? $a $b; local d=$(exit 3); echo $?; }; f
