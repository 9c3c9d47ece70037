seq 1 5 | sed ':a;N;$!ba;s/\n/+/g'
