(echo 1 >> f) & wait; (echo 2 >> f) & wait; cat f
