(echo x >&word) 2>/dev/null; echo $?; ls
