IFS=xy; v=axbycxxd
for w in $v; do printf '<%s>' "$w"; done; echo
echo axb$v
