readonly r=1; (echo $((r=2))) 2>/dev/null; echo "$? $r"
