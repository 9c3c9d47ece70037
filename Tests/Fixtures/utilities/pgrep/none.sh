# shells: gnu
pgrep nosuchprocess; echo $?
pidof nosuchprocess; echo $?
