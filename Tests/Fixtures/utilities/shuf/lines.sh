# shells: gnu
seq 10 > f; shuf f | sort -n | cksum; shuf -n 3 f | wc -l; shuf -e a b c | sort; shuf -i 1-5 | sort -n; shuf -n 0 f; shuf -i 2-2; shuf -o o f; sort -n o | cksum; rm o; shuf -i 3-1; shuf -n x f; shuf nofile; shuf -r -n 5 -e x; shuf -z -e a b | tr '\0' '\n' | sort; shuf a b
