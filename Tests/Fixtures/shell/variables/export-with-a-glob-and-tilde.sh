touch 'x=1'; export x=*; echo "$x"; export y=~/q z=a:~; echo "$y $z"; n=v; export $n=5; echo $v
