echo x:~ ~:~
PATHX=~/bin:~/sbin:/usr/~; echo $PATHX
