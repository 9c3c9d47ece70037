mkdir t; echo a > t/a
tar -C t --format=gnu --numeric-owner --owner=0 --group=0 --mtime=@0 -cf x a
head -c 700 x | gzip -n > x.tar.gz; tail -c +701 x | gzip -n >> x.tar.gz
rm -r t x
