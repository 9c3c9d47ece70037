echo 'hello world' | sed 'y/elo/310/'
