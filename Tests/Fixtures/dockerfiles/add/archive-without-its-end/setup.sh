echo a > a
tar --format=gnu --numeric-owner --owner=0 --group=0 --mtime=@0 -cf x a; head -c 1024 x > x.tar
rm a x
