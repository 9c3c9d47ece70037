echo x > a
grep -q x a missing 2>/dev/null; echo $?
