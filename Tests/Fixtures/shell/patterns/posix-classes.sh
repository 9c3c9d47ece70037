touch a B 1 _ 'x y' -
echo [[:alpha:]] [[:digit:]] [[:upper:]] [[:lower:]] [[:alnum:]_] [![:alnum:]] x[[:space:]]y x[[:blank:]]y [[:punct:]]
