echo s > s; chmod 4644 s
