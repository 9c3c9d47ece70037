(echo x | read 1a) 2>/dev/null; [ $? -ne 0 ] && echo bad; echo x | (read; echo "$?") 2>/dev/null
