echo nothing* [x]y z? "*" \*
x='no*match'; echo $x
