cat < /dev/null; cat /dev/null; [ -e /dev/null ] && echo exists; [ -c /dev/null ] && echo char; echo x > /dev/null; [ -s /dev/null ] || echo empty; . /dev/null; echo $?
