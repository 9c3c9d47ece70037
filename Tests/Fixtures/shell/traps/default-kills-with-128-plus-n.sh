exec 2>/dev/null
sh -c 'kill -TERM $$; echo no'; echo $?; sh -c 'kill -USR1 $$' ; echo $?; (sh -c 'kill -KILL $$'; echo $?) 2>/dev/null
