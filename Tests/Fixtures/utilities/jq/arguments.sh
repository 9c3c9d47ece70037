# shells: gnu
jq -nc --arg a b --argjson c '{"x":[1]}' '$a, $c, $ARGS, $__loc__'
jq -nc '$ARGS' --args a 'b c' d
jq -nc '$ARGS.positional' --jsonargs 1 '{"a":2}' null
echo '1 2' >v; printf 'text\n' >t
jq -nc --slurpfile v v --rawfile t t '$v, $t'
jq -nc --arg a; echo $?
jq -nc --argjson a '{' 1; echo $?
jq -nc --slurpfile a missing 1; echo $?
jq -nc '$undefined'; echo $?
X=y jq -nr '$ENV.X, env.X'
