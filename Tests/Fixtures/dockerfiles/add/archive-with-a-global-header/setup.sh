mkdir t; echo a > t/a
tar -C t --format=pax --pax-option=globexthdr.name=pax_global_header,comment=text --numeric-owner --owner=0 --group=0 --mtime=@0 -cf x.tar a
rm -r t
