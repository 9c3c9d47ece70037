a=1 b=2 >f; echo $a$b; a=3 <f; echo $a; >g a=4; echo $a; ls
