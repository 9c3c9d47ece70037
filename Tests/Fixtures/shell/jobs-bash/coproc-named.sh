# shells: bash
coproc UP { tr a-z A-Z; }; p=$UP_PID; exec 4<&${UP[0]}; echo shout >&${UP[1]}; eval "exec ${UP[1]}>&-"; cat <&4; wait $p; echo $?
