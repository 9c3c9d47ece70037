( echo locked; echo 1 ) 9>lock; ls; { :; } 9<lock; echo $?
