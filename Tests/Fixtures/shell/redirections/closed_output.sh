exec 3>&1 >&-
echo hi
echo $? >&3
exec 2>&-
nosuch
echo $? >&3
exec >&3
echo back
