sh -c '(kill -INT $(sh -c "echo \$PPID"); echo survived) & wait'
