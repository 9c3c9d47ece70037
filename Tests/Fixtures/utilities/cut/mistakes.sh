# shells: gnu
echo a:b > f
for a in '' -f '-f 0' '-f 2-1' '-f -' '-f x' '-f 1x' '-d xx -f 1' '-f 1 -b 1' '-s -b 1' '-d : -c 1' '-f 1,,2' '-f 0-' '-f 1-x' '-f 1--2' '-c 0' '-b 1--2' '-c x' '-b 99999999999999999999999' '-f 99999999999999999999999' '-q'; do
  cut $a f; echo $?
done
cut -f '' f
cut -f 1 nofile . f; echo $?
