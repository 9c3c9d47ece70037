echo 'echo cwd' > here; (. here) 2>/dev/null; echo $?
