mkdir t; echo a > t/a; mkdir t/d; echo b > t/d/b
tar -C t --format=v7 --numeric-owner --owner=7 --group=8 --mtime=@0 --sort=name -cf x.tar a d
rm -r t
