# shells: gnu
mkdir in out; echo x >in/f
tar cf a.tar "$PWD/in/f" 2>/dev/null; tar cPf b.tar ../work 2>/dev/null
cd in; tar cf ../c.tar ../in/f; echo "status $?"; cd ..
tar tf c.tar
tar cPf d.tar in/../in/f; tar xf d.tar -C out; echo "status $?"; ls out
ln -s ../in out/l; rm -f e.tar; tar cf e.tar -C out l; rm out/l
mkdir x; mkdir x/l; echo y >x/l/g; tar rf e.tar -C x l/g; tar xf e.tar -C out; echo "status $?"
ls in
rm -f a.tar b.tar
rm -f *.tar
