# shells: gnu
jq -nc '1 | debug'
jq -nc '"a" | stderr' ; echo
echo '{"a":"aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa"}' >in
for p in '.a + 1' '.a.b' '. + []' '.a | keys' '.a - 1' '.[0]' '.a[]' 'tonumber' '{} | has(1)' '. < 1 | sort' '.a | implode' '-.a'; do jq "$p" in; echo $?; done
