# shells: gnu
echo '{"a":null,"b":false,"c":1}' >in
for p in .a .b .c empty; do jq -e "$p" in; echo $?; done
jq -rce .c in; echo $?
jq --foo . in; echo $?
jq -z . in; echo $?
jq -n 'halt'; echo $?
jq -n '"bye\n" | halt_error'; echo $?
jq -n '{a: 1} | halt_error(3)'; echo $?
jq -n '1, halt, 2'; echo $?
jq --version; jq -h | head -3
jq </dev/null; echo $?
