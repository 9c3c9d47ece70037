# shells: gnu
echo hello >a; echo world >b
for o in z j J; do tar c${o}f t.$o a b; tar t${o}f t.$o; tar tf t.$o; done
tar --zstd -cf t.zst a b; tar tf t.zst
tar caf t.tgz a; tar tf t.tgz; gzip -t t.tgz; echo "status $?"
cat t.tgz | tar t; echo "status $?"
tar czf - a b | tar xzOf -
tar xzf a; echo "status $?"
rm -f t.*
