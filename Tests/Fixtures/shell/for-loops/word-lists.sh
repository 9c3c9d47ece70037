set -- p "q r"
for x; do echo "<$x>"; done
for x in "$@" end; do echo "[$x]"; done
for x in $nothing; do echo never; done
for x do echo "{$x}"; done
for x in a b
do echo "$x"; done
