> a; 2> b; >> c; ls; echo x > a; > a; wc -c < a | tr -d ' '
< a; echo $?; < missing; echo $?
