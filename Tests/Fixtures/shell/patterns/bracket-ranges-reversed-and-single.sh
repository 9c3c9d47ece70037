touch a b c
echo [c-a] [b-b] [a-] [-a] [a-b-c] 
