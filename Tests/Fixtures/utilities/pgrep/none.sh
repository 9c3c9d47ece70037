pgrep nosuchprocess; echo $?
pidof nosuchprocess; echo $?
