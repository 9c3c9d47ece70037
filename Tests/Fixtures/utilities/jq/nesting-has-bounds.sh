# shells: gnu
printf '[%.0s' $(seq 256) >deep; printf ']%.0s' $(seq 256) >>deep
jq -c . deep | wc -c
printf '[%.0s' $(seq 257) >deeper; jq -c . deeper; echo $?
jq -n 'reduce range(300) as $i (null; [.]) | tojson | length'
jq -n '[range(3000)] | reduce .[] as $i (null; [.]) | [recurse(.[]?)] | length'
