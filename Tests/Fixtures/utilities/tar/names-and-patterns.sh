# shells: gnu
mkdir -p d/e; touch d/a.c d/b.o d/e/c.o
tar --sort=name --exclude='*.o' -cf a.tar d; tar tf a.tar
tar --sort=name -cf b.tar d; tar tf b.tar --wildcards '*.o'
tar tf b.tar --exclude=e
tar --sort=name -cf c.tar --transform 's,^d,new,' d; tar tf c.tar
printf 'd/a.c\nd/b.o\n' >list; tar cvf d.tar -T list
tar cf e.tar -C d a.c -C e c.o; tar tf e.tar
tar xf b.tar --one-top-level=top; ls top
rm -f *.tar
