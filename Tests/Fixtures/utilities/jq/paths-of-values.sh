# shells: gnu
echo '{"a":[1,{"b":2}],"c":[]}' >in
jq -c '[paths], [leaf_paths], [paths(type == "number")], [path(..)], [path(.a[].b?)]' in
jq -c 'getpath(["a", 1, "b"]), getpath(["x", "y"]), setpath(["a", 0]; 7), delpaths([["a", 0], ["c"]])' in
jq -c '[path(first(.a, .c))], [path(.a | select(.[0]))], [path(if .a then .a[0] else .c end)], [path(.x // .c)]' in
jq -c 'path(1)' in; echo $?
jq -c 'path(.a | tojson)' in; echo $?
jq -c 'path(.a | map(.) | .[0])' in; echo $?
