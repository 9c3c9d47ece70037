trap 'echo x' USR1; t=$(trap); echo "$t"; (trap) | sed 's/^/sub /'
