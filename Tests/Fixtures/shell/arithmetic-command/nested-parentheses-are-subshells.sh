# shells: bash
( (echo a; echo b) )
((echo x); echo y) 2>&1
(( (1 + 2) * 3 == 9 )) && echo nine
