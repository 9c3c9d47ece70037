# shells: gnu
echo hello > f; ln -s f l; touch -h -d '2001-02-03 04:05:06.789' f l
stat --printf '%n\t%s\n\101\x41\\' f; echo; stat -c '%.3Y %.Y %Y %#a' f; stat -c '%q %' f; stat -c '%-5a|%6.2n|%l|%m' f l; stat f | head -2; stat f | grep Modify; stat l | head -2; stat --format=%s f; stat -t f | cut -d' ' -f1-3; stat; echo $?
