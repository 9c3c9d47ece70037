mkdir -p d/e; echo hello >d/a; echo x >d/e/f; ln -s a d/l; chmod 755 d/e/f
touch -h -d '2001-09-09 01:46:40' d/l; touch -d '2001-09-09 01:46:40' d/a d/e/f d/e d
tar cf a.tar d/a d/e d/l; echo "status $?"
tar tf a.tar
tar tvf a.tar --numeric-owner
mkdir o; tar xvf a.tar -C o; echo "status $?"
cat o/d/a o/d/l o/d/e/f
tar -xf a.tar -C o --strip-components 1; ls o
tar xOf a.tar d/a
cat a.tar | tar -x -C o -f - d/e; echo "status $?"
rm -f a.tar
