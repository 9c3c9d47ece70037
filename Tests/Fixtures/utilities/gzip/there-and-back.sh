echo hello >a; echo world >b
gzip a b; echo "status $?"; ls
gzip -d a.gz; gunzip b.gz; cat a b
gzip -k a; gzip -c b >c.gz; gzip -dc a.gz c.gz; zcat a.gz
cat a.gz c.gz | gunzip
gzip -t a.gz; echo "status $?"
gzip <a | gzip -d
rm -f *.gz
