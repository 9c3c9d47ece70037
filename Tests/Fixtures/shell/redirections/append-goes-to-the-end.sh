echo 1 > f; exec 3>>f; echo 2 >> f; echo 3 >&3; cat f
