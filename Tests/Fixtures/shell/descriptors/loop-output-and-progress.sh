for i in 1 2 3; do echo "p $i" >&2; echo $i; done 2>err | tail -n 1; cat err | wc -l | tr -d ' '
