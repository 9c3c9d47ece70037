echo 'echo first
if' > s; (. ./s; echo "on $?") 2>/dev/null; echo $?
