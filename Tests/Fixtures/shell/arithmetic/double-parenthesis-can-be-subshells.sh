echo $( (echo sub) ) $((echo not) | cat)
( (echo a); (echo b) )
