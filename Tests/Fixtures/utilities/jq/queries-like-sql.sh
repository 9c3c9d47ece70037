# shells: gnu
echo '[{"id":1,"n":"a"},{"id":2,"n":"b"}]' >in
jq -c 'INDEX(.id), [IN(.[]; {"id":1,"n":"a"}, 3)], (.[0].id | IN(1, 3)), (INDEX(.id) as $t | [{"r":2}] | JOIN($t; .r | tostring))' in
jq -c 'any(.[]; .id == 2), all(.id > 0), [.[] | .n | inside("abc")], (map(.id) | contains([2])), ([limit(1; .[])] | length)' in
