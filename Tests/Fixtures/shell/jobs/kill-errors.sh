kill 2>/dev/null; [ $? -ne 0 ] && echo usage; kill 99999999 2>/dev/null; echo $?; kill -NOSUCH $$ 2>/dev/null; [ $? -ne 0 ] && echo bad; kill abc 2>/dev/null; [ $? -ne 0 ] && echo notnum
