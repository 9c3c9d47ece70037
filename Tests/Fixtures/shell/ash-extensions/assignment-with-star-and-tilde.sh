# shells: dash ash bash
a=~/x; p=/a:~/b; echo $a $p; export q=~:~/c; echo $q; x=~root; echo "$x"; echo ~ "~" ~nosuchuser \~ x~ a=~; u=${n:-~}; echo $u "${n:-~}"
