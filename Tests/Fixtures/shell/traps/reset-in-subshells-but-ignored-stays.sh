trap 'echo main' USR1; trap '' USR2; (kill -USR2 $(sh -c 'echo $PPID'); echo survived); (trap | grep -c USR1); sh -c 'kill -USR2 $$; echo child survived'
