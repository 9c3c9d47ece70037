x=1; y=$(x=2; cd /; echo $x); echo $x $y; [ "$PWD" != / ] && echo same dir
