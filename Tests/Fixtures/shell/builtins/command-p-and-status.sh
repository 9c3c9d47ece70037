PATH=/nowhere; command -p echo ok; command -p cat /dev/null; echo $?; command; echo $?; command nosuch-zz 2>/dev/null; echo $?
