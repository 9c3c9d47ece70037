# shells: gnu
echo '"\u00e9\ud83d\ude00\u0000\u001f\u007f\t\"\\\/"' | jq -ac .
echo '"\u00e9\ud83d\ude00\u0000\u001f\u007f\t\"\\\/"' | jq -c .
echo '"\u00e9\ud83d\ude00"' | jq -a .
echo '"é😀"' | jq -r .
printf '"\377\376\303 \342\202 ok"' | jq -c .
jq -nc '"tab\tnew\nq\"b\\u\u0041", "nested \("in \("side")")"'
printf '\357\273\277[1]' | jq -c .
printf '{"a":1,"a":2,"b":3}' | jq -c .
