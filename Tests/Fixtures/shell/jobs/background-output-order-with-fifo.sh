mkfifo p; (echo through > p) & read x < p; echo "$x"; wait; rm p
