# shells: gnu
mkdir d; echo > f; echo > x; chmod 755 x; ln -s f l; mkfifo p; mkdir t; chmod 1777 t; echo > s; chmod 4755 s; mkdir o; chmod 777 o; echo > a.tar
ls --color=always; ls --color=never; ls --color=auto; TERM=xterm ls --color=always; TERM=xterm ls --color; TERM=xterm ls -C --color=always -w 30; LS_COLORS='di=1:*.tar=31:ex=32' ls --color=always -F; ls --color=qq; echo $?
