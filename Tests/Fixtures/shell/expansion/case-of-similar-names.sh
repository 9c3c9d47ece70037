ab=1 a=2 abc=3; echo $ab $abc ${a}bc ${ab}c "$a"bc $a'bc'
