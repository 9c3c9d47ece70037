# shells: gnu
printf '%s\n' '{"a":{"b":[1,2,3]},"c d":"x"}' >in.json
jq . in.json
jq -c '.a, .a.b, .["c d"], ."c d", .a.b[0], .a.b[-1], .a.b[1:], .a.b[:-1], .x?, .a["b"][2]' in.json
jq -c '.a.b[], .[]' in.json
jq '.a.b.c' in.json; echo $?
jq '.[0]' in.json; echo $?
