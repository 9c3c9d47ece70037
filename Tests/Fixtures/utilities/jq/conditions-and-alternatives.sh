# shells: gnu
jq -nc '(1, null, "a") | if . == 1 then "one" elif . then "other" else "none" end'
jq -nc 'if (true, false) then 1 else 2 end'
jq -nc '[.[]?], (try error("x") catch .), (try error({a: 1}) catch .a), .a?, "b"'
jq -nc '[(1, error("x"), 2)?]'
jq -nc 'error("stop")'; echo $?
jq -nc 'error({a:1})'; echo $?
jq -nc 'error(null)'; echo $?
jq -nc '"a" | error'; echo $?
