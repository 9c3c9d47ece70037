# shells: gnu
echo '{"a":[1,"x",null,true,false,{"b":{}},[]],"c":1.5}' >in
jq -C . in
jq -Cc . in
JQ_COLORS='4;31' jq -Ccn 'null, 1'
JQ_COLORS='1;30:0;31:0;32:0;33:0;34:1;35:1;36' jq -Cc . in
JQ_COLORS='garbage' jq -Ccn null
jq -CM -c . in
