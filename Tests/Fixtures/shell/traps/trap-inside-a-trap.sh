trap 'trap "echo second" USR1; echo first' USR1; kill -USR1 $$; kill -USR1 $$; :
