# shells: gnu
echo '{"a":[1,{"b":2}],"c":[],"d":{}} 3 [[]]' >in
jq -c --stream . in
jq -c 'tostream' in
jq -nc --stream 'fromstream(inputs)' in
jq -c 'fromstream(tostream)' in
jq -nc '[1 | truncate_stream([[0], 1], [[1, 0], 2], [[1, 0]], [[1]])]'
printf '[1,{"a":2' | jq -c --stream .; echo $?
