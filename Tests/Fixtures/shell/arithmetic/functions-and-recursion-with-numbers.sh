gcd() { [ $2 -eq 0 ] && echo $1 || gcd $2 $(($1 % $2)); }; gcd 48 36; fib() { [ $1 -lt 2 ] && echo $1 || echo $(( $(fib $(($1-1))) + $(fib $(($1-2))) )); }; fib 7
