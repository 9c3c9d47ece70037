# shells: gnu
mkdir -p d; echo hello >d/a; printf '%05000d' 0 | tr 0 '\000' >d/big; touch -d '2001-09-09 01:46:40' d/a d/big d
zip -qX x.zip d d/a d/big
unzip -l x.zip; unzip -Z1 x.zip
unzip x.zip -d o; ls o/d
unzip -qo x.zip -d o; echo "status $?"
unzip -p x.zip d/a; unzip -t x.zip
unzip -j -o x.zip d/a -d p; ls p
unzip -oq x.zip nope -d o; echo "status $?"
unzip nope; echo "status $?"
rm x.zip
