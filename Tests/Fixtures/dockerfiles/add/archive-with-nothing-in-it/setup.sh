head -c 10240 /dev/zero > x.tar; gzip -nc x.tar > x.tar.gz
