mkdir d; echo > f; echo > x; chmod 755 x; ln -s d ld; ln -s nox dl; mkfifo p
ls -F; echo; ls -p; echo; ls -dF d ld x; echo; ls -F ld; ls -Fd ld/
