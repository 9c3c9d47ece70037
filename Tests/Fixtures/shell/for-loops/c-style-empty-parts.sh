# shells: bash
i=0
for ((;;)); do ((i++ >= 3)) && break; echo $i; done
for ((i = 5; i--; )); do printf '%s ' $i; done; echo
for (( ; i < 2; )); do ((i += 1)); echo in $i; done
