# shells: gnu
cat >list.json <<'J'
[{"x":"y","z":"1","n":{"v":[1,2]}},{"x":"n","z":"2"},{"x":"y","z":"3 4"}]
J
jq -r '.[] | select(.x == "y") | .z' list.json
jq -r --arg want n '.[] | select(.x == $want) | .z' list.json
jq -c 'map(select(.n)) | length, (.[0].n | to_entries)' list.json
jq -r 'map(.z) | join(",")' list.json
jq -r '.[] | [.x, .z] | @tsv' list.json
eval "set -- $(jq -r 'map(.z) | @sh' list.json)"; echo "$# $3"
jq -e '.[5]' list.json; echo $?
jq -e '.[0].x' list.json; echo $?
