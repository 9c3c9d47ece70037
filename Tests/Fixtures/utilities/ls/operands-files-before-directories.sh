mkdir d e; echo a > f; echo b > b; echo x > d/x; echo .h > d/.h; ln -s d link
ls d f nox e b; echo "status $?"
ls -d d f */; ls -1 link; ls -d link; ls link/; ls b/; ls ''
ls -a d; ls -A d; ls -a . | head -3; ls nox 2>&1; echo $?
