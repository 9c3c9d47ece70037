printf 'last' | { read x; echo "$? $x"; }
printf 'a\nb' | while read l || [ -n "$l" ]; do echo "<$l>"; done
printf '' | { read x; echo "$? [$x]"; }
