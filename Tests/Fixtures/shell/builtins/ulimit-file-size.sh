(ulimit -f 4; ulimit -f); ulimit -t 1000; ulimit -t; (ulimit -Q) 2>/dev/null; [ $? -ne 0 ] && echo bad
