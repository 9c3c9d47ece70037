trap 'echo trap' USR1; kill -USR1 $$; echo after; { kill -USR1 $$; echo in group; }; f() { kill -USR1 $$; echo in f; }; f
