# shells: dash
echo x 10>f; ls
