for i in 1 2 3 4 5 6 7 8 9 10 11 12; do echo > name$i; done; echo > a-long-name-that-is-wide
ls -C -w 60; echo; ls -x -w 60; echo; ls -C -w 30; echo; ls -C -w 200; echo; ls -CF -w 40; mkdir d; ls -C d; ls -C d name1 name2
