touch -d '2001-01-01 00:00' old; touch -d '2003-01-01 00:00' new.b; touch -d '2002-01-01 00:00' mid.a; echo 12345 > large; touch -d '2000-01-01 00:00' large; echo 1 > f10; echo 12 > f9; touch -d '1999-01-01 00:00' f10 f9
ls -t; echo; ls -tr; echo; ls -S; echo; ls -rS; echo; ls -X; echo; ls -v; echo; ls -r
