# shells: gnu
echo hello >a; gzip -k a
gzip a; echo "status $?"
gzip a.gz; echo "status $?"
gzip -d nope; echo "status $?"
gzip -dc a; echo "status $?"
head -c 20 a.gz >c.gz; gzip -t c.gz; echo "status $?"
mkdir d; gzip d; echo "status $?"
rm -f *.gz
