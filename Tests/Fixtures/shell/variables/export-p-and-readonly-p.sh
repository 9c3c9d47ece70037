a='x y' b="q'r"; export a; readonly b; export -p | grep '[ ]a='; readonly -p | grep '[ ]b='
