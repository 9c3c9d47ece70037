sh -c 'echo a
if' 2>/dev/null; echo $?; sh -c ''; echo $?; sh -c ' '; echo $?; sh -c '# only'; echo $?
