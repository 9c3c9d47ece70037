# shells: bash
TIMEFORMAT=; time echo timed; TIMEFORMAT='%%'; time true; { time -p :; } 2>&1 | cut -d' ' -f1; ! time false; echo $?; { time : ; } 2>&1 | wc -l; TIMEFORMAT='r%0R'; time :
