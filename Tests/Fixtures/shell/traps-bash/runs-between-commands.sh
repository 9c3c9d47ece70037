trap 'echo trapped; x=set' USR1
{ echo one; kill -USR1 $$; echo "two $x"; }
f() { kill -USR1 $$; echo "in f"; }; f; echo "status $?"
