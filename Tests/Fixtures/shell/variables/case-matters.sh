a=1 A=2 aB=3 Ab=4; echo $a $A $aB $Ab
