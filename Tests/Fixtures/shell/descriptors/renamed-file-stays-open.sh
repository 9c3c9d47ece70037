exec 3>a; echo 1 >&3; mv a b; echo 2 >&3; exec 3>&-; ls; cat b
