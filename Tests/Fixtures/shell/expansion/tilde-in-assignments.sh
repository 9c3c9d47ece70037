a=~ b=~/x c=a:~/b:~ d=a~ e="~" f=\~/x
echo "$a $b $c $d $e $f"
export g=~/g; echo "$g"
echo a=~/x
