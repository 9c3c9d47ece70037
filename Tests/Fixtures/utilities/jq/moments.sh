# shells: gnu
jq -nc '0, 1425599621, 951782400 | todate, gmtime, (gmtime | mktime), strftime("%A, %B %d, %Y %j %U %V %G %u %w %I:%M %p %e %y %C %T %D %F")'
jq -nc '"2015-03-05T23:51:47Z" | fromdate, strptime("%Y-%m-%dT%H:%M:%SZ"), (strptime("%Y-%m-%dT%H:%M:%SZ") | mktime | todate)'
jq -nc '1425599621.25 | gmtime, todate'
jq -nc '"Thu, 05 Mar 2015 23:51:47" | strptime("%a, %d %b %Y %H:%M:%S") | mktime'
jq -nc '"x" | fromdate'; echo $?
jq -nc '[1] | mktime'; echo $?
jq -nc '"x" | strftime("%Y")'; echo $?
