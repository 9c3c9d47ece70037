# shells: gnu
jq -nc '[1, "a", null, true, [], {}] | map(type), (.[] | numbers, strings, nulls, booleans, arrays, objects | tojson), [.[] | scalars], [.[] | values] , [.[] | iterables]'
jq -nc '[.[]?, 1] | length, (try (true | length) catch .), ("é" | length), (-5 | length), ({} | length)'
jq -nc '{"a": [1, {"b": 2}]} | walk(if type == "number" then . + 1 else . end), [..], [.. | numbers], (tojson | fromjson)'
jq -nc '{"foo": [1, "barbaz"]} | contains({foo: ["bar"]}), contains({foo: [3]})'
jq -nc '{} | contains([])'; echo $?
