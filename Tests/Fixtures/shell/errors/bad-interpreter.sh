printf '#!/no/such/interp\n' > s; chmod +x s; ./s 2>/dev/null; [ $? -gt 125 ] && echo failed
