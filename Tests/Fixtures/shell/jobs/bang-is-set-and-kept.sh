echo "<$!>"; true & [ -n "$!" ] && echo set; p=$!; wait; [ "$p" = "$!" ] && echo kept; (echo sub; [ "$!" = "$p" ] && echo same)
