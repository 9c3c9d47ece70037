# shells: gnu
for i in 1 2 3 4 5 6 7 8 9 10 11 12; do echo > name$i; done; mkdir dir
ls -m; ls -m -w 30; ls -C -T 0 -w 50; ls -x -s -w 50; ls --format=commas -w 20; ls --format=across -w 50; ls --format=vertical; ls -C -w 0; COLUMNS=30 ls -C; ls -w q; echo $?
