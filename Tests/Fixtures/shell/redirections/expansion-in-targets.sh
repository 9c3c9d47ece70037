n=na me=me; echo 1 > "$n$me"; echo 2 > ${n}x; echo 3 > $(echo sub); echo 4 > a$((1+1)); ls; cat name nax sub a2
