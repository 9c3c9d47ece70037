# shells: bash
sleep 0.2 & [ "$(jobs -p)" = $! ] && echo same; disown %1; jobs | wc -l; disown nosuch; echo $?
