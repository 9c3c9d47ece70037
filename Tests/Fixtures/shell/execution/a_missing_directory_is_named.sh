cd /nowhere/at/all # stderr too
echo $?
