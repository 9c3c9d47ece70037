x=1; x=2 echo $x; x=3 eval echo $x; x=4 eval 'echo $x'
