echo one > f; echo two >> f; cat < f; cat f | wc -l | tr -d ' '; > f; wc -c < f | tr -d ' '
