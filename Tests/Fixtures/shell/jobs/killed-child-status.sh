exec 2>/dev/null
sh -c 'kill -9 $$' 2>/dev/null; echo $?; (sh -c 'kill $$'); echo $?; ! sh -c 'kill $$'; echo $?
