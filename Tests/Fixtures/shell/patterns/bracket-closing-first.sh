touch ']' '[' x
echo []] [][] [!]x] []x]
