# shells: gnu
mkdir zd; echo 1 > a10; echo 22 > a9; echo 3 > 'b.c'; touch -d 2001-01-01 a10; touch -d 2002-01-01 a9; touch -d 2003-01-01 b.c zd
ls --sort=size; ls --sort=time; ls --sort=version; ls --sort=extension; ls --sort=none | sort; ls --group-directories-first; ls --sort=width; ls --sort=qq; echo $?
ls --hide='a*'; ls -I 'a*'; ls -B; ls -aI '.*'
