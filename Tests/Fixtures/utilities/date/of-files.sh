touch -d @5 f 2>/dev/null || touch -t 197001010000.05 f
date -u -r f +%s
date -r nosuch; echo $?
