: $((x=4)); echo $x; echo "$((x+=1))$x"; (: $((x=9))); echo $x; y=$(echo $((x=8))); echo $x $y
