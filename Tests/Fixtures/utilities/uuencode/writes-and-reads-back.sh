# shells: busybox
printf 'hello world, this is longer than 45 bytes, so that two lines are written\n' > in
chmod 640 in
uuencode in out; uuencode -m in out
uuencode in out > coded; uudecode coded; cat out
uuencode -m in out | uudecode -o -
uuencode -m in other | uudecode; cat other
printf abc | uuencode x; printf '' | uuencode x
