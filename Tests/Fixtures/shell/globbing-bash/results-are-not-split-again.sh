touch 'a b.txt' 'c  d.txt'; for f in *.txt; do echo "<$f>"; done; set -- *; echo $#; x=*; echo "$x"; echo $x
