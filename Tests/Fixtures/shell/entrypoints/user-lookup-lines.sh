line='app:x:100:101:App User:/home/app:/bin/sh'; IFS=: read -r u _ uid gid name home shell <<E
$line
E
echo "$u $uid:$gid $name $home $shell"; echo "$line" | cut -d: -f1,6
