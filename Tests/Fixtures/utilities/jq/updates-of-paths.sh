# shells: gnu
echo '{"a":[1,2,{"b":null}],"c":{"d":1}}' >in
jq -c '.a[0] = 9, (.c.d |= . + 1), (.a[2].b //= 5), (.c.d += 1), (.c.d -= 1), (.c.d *= 7), (.c.d /= 2), (.c.d %= 1)' in
jq -c '.a[] |= tostring, (.x.y[2].z = 1), del(.a[0, 2]), del(.a[1:], .c), (.a[1:] = ["n"]), (.a[-1] = 0)' in
jq -c '(.a, .c) = 1, ((.a[0], .c.d) |= (. + 1, 100)), to_entries' in
jq -c 'map_values(length), (.a |= map(numbers)), with_entries(.key |= "k" + .), (.. |= .)' in
jq -c '(.a[] | select(type == "number")) |= empty' in
jq -c '.a.b = 1' in; echo $?
jq -c '.a[-9] = 1' in; echo $?
