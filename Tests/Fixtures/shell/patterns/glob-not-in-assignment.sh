touch a b; x=*; echo "$x"; echo $x; export y=*; echo "$y"
