# shells: gnu
PATH=$PATH:/usr/sbin
chroot; echo $?
chroot nosuch true; echo $?
: >f; chroot f true; echo $?
chroot --skip-chdir . true; echo $?
