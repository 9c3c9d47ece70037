# shells: gnu
mkdir d; echo hello >d/a; echo world >d/b
zip x.zip d/a d/b; zip x.zip d/a; zip -d x.zip d/b; unzip -Z1 x.zip
zip -qj y.zip d/a; unzip -Z1 y.zip
zip -qr z.zip d -x 'd/b'; unzip -Z1 z.zip
zip x.zip nope; echo "status $?"
rm *.zip
