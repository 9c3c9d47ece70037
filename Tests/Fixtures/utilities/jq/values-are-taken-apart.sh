# shells: gnu
jq -nc '[[1, [2]], 3] as [[$a, [$b]], $c] | [$a, $b, $c]'
echo '{"a":1,"b":{"c":[5,6]},"k":"a"}' >in
jq -c '. as {$a, b: {c: [$x, $y]}, k: $key, ("k"): $again} | [$a, $x, $y, $key, $again]' in
jq -c '. as {$b: {$c}} | [$b, $c]' in
jq -nc '[[1, 2], {"a": 3}] | .[] as [$x] ?// {a: $x} | [$x]'
jq -nc '[[3]] | .[] as [$a] ?// $a | if $a | type == "number" then error("again") else $a end'
