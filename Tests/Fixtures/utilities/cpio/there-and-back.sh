mkdir d o; echo hello >d/a; ln -s a d/l; touch -d '2001-09-09 01:46:40' d/a; touch -h -d '2001-09-09 01:46:40' d/l
cd d; printf 'a\nl\n' | cpio -o -H newc >../c.cpio; cd ../o
cpio -t <../c.cpio
cpio -idmv <../c.cpio; echo "status $?"; cat a l
rm ../c.cpio
