# shells: dash ash
touch one; echo x >o*; ls; cat <o?e; echo $?
