echo a | tr a b & wait; echo c | { read x; echo $x > f; } & wait; cat f
