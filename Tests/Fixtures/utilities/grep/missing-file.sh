echo x > a
grep x missing a 2>/dev/null; echo $?
