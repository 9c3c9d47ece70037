echo old > o; echo new > n; touch -d 2001-01-01 o; touch -d 2002-01-01 n
cp -n n o; cat o; cp -u o n; cat n; cp -u n o; cat o; cp -i n o < /dev/null; echo; echo y > yes; echo other > n; cp -i n o < yes; cat o; chmod 000 o; cp -f n o; cat o
