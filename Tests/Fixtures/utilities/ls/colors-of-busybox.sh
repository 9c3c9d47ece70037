# shells: busybox
mkdir d; echo > f; echo > x; chmod 755 x; ln -s f l; mkfifo p; touch -h -d '2001-02-03 04:05' l
ls --color=always; ls --color=never; ls -l -n --color=always l; ls -C --color=always -w 30
