x='a  b'; y=$x; echo "$y"
case $x in 'a  b') echo same;; esac
echo hi > $x; cat 'a  b'
