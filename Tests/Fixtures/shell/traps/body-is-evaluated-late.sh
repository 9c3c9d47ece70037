x=1; trap "echo early $x" USR1; trap 'echo late $x' USR2; x=2; kill -USR1 $$; kill -USR2 $$; :
