# shells: gnu
echo '{"b":[1,{"c":[]}],"a":{},"d":"x"}' >in
jq . in; jq -c . in; jq -S . in; jq --tab . in; jq --indent 1 . in; jq --indent 0 . in; jq --indent 7 . in
jq --indent 8 . in; echo $?
jq -r '.d, .b' in; jq -j '.d, .d, 1' in; echo; jq -rc '.[]' in
jq -cS --arg x 1 '.z = $x' in
jq --seq -c . in | od -c | head -2
