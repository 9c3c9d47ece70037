# shells: bash
RANDOM=42; a=$RANDOM; RANDOM=42; b=$RANDOM; [ $a = $b ] && echo seeded; ((RANDOM >= 0 && RANDOM < 32768)) && echo range
SECONDS=100; ((SECONDS >= 100 && SECONDS < 102)) && echo secs; ((SRANDOM >= 0)) && echo sr; [[ $EPOCHSECONDS -gt 1000000000 ]] && echo epoch; [[ $EPOCHREALTIME == *.?????? ]] && echo real
