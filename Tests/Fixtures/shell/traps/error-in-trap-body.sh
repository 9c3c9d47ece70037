trap 'nosuch-in-trap 2>/dev/null; echo after $?' USR1; kill -USR1 $$; echo on
