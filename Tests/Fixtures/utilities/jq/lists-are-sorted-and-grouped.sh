# shells: gnu
echo '[{"n":"b","v":2},{"n":"a","v":2},{"n":"c","v":1}]' >in
jq -c 'sort_by(.v), sort_by(.v, .n), group_by(.v), unique_by(.v), min_by(.v), max_by(.v)' in
jq -nc '[null, true, false, 0, -1, "a", "A", [], [0], {}, {"a": 1}, {"a": 0}, {"b": 0}] | sort'
jq -nc '[3, 1, 2, 1] | sort, unique, reverse, min, max, add, any, all, index(1), rindex(1), indices(1), (.[[1, 2]])'
jq -nc '[1, [2, [3, [4]]]] | flatten, flatten(1), flatten(0)'
jq -nc '[[1, 2], [3, 4]] | transpose, [combinations], (.[0] | [combinations(2)]), (map(add))'
jq -nc '[1, 3, 5] | bsearch(3), bsearch(0), bsearch(4), bsearch(9)'
jq -nc '{"b":1,"a":2} | keys, keys_unsorted, length, to_entries, (to_entries | from_entries), has("a"), (["a", "x"] | map(in({"a": 1})))'
