printf '/etc\n/usr\n' | sed -n '\,/usr,p'
