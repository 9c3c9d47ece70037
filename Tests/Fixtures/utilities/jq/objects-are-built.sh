# shells: gnu
jq -nc '{a:1,"b":2,"c\(1)":3,(["d","e"][]):4}'
jq -nc '1 as $a | {$a, "x y": $a, @base64 "k": 2}'
echo '{"user":"u","titles":["p","q"]}' | jq -c '{user, title: .titles[]}, {(.user): .titles}, {user, "titles"}'
jq -nc '{if: 1, then: 2} | .if, .then'
jq -nc '{a:1} + {b:2} + {a:3}, ({a:{x:1}} * {a:{y:2}})'
jq -nc '{(1):2}'; echo $?
jq -nc '{([1]):2}'; echo $?
