echo first
eval 'echo $(echo a' 2>/dev/null; echo "status $?"
