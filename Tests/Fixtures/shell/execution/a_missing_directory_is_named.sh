cd /nowhere/at/all
echo $?
