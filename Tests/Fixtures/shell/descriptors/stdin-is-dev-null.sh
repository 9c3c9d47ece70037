cat; read x; echo $?; sort; wc -c | tr -d ' '; [ -t 0 ] || echo notty
