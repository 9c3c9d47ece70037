readonly x=1; command unset x; echo $?
unset -f x; echo $?
f() { echo f; }; f=1; unset f; f; echo "${f-unset}"; f=1; unset -f f; echo "$f"
(unset -v x; echo no); echo "$? $x"
unset x; echo no
