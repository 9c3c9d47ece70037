echo 1 > .wh.a; echo 2 > b
