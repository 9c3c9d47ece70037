echo /usr/local/bin | sed 's|/usr/local|/opt|'
