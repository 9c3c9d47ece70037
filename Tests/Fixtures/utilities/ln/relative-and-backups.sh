# shells: gnu
mkdir -p a/b c; echo f > a/b/f; echo 1 > x; echo 2 > y
ln -sr a/b/f c/l; readlink c/l; cat c/l; ln -srv a/b c; readlink c/b; ln -srf c/l a/up; readlink a/up; ln -sb x y; ls; cat y~; ln -sv -b x y; ln -L a/up h; readlink h; ln -P a/up s; readlink s; ln -t c -s one two; ls c; ln -i x y < /dev/null; echo
