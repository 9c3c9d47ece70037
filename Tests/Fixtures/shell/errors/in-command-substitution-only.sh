x=$(echo ${u?gone}; echo no) 2>/dev/null; echo "<$x> $?"
