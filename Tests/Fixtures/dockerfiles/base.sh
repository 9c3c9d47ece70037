#!/bin/sh
# Makes the root file system that the cases call busybox: base.sh DIR. Needs root and Debian's busybox-static.
set -eu
umask 022
mkdir "$1"
cd "$1"
mkdir -p bin dev etc home proc root sbin sys tmp usr/bin usr/sbin var/spool/mail var/www
cp "$(command -v busybox)" bin/busybox
chmod 0755 bin/busybox

link() {
    directory=$1
    shift
    for name; do ln -s /bin/busybox "$directory/$name"; done
}
link bin ash base64 cat chgrp chmod chown cp cpio date dd df echo ed egrep false fgrep grep gunzip \
    gzip hostname kill link ln login ls mkdir mknod mktemp more mount mv netstat pidof ping ps pwd \
    readlink rev rm rmdir run-parts sed sh sleep stat stty su sync tar touch true umount uname \
    usleep vi watch zcat
link sbin halt ifconfig init ip losetup mkswap pivot_root poweroff reboot route swapoff swapon \
    sysctl syslogd
link usr/bin '[' '[[' awk basename bunzip2 bzcat bzip2 clear cmp cut diff dirname du env expand \
    expr find fold free head hexdump id killall less logger md5sum mkfifo nc nl nproc od paste \
    patch printf realpath seq setsid sha1sum sha256sum sha512sum shuf sort split strings tac tail \
    tee test timeout top tr truncate tty uniq unlink unxz unzip uptime wc wget which who whoami \
    xargs xxd xz xzcat yes
link usr/sbin chroot crond httpd

cat > etc/passwd <<'END'
root:x:0:0:root:/root:/bin/sh
daemon:x:1:1:daemon:/usr/sbin:/bin/false
bin:x:2:2:bin:/bin:/bin/false
sys:x:3:3:sys:/dev:/bin/false
sync:x:4:100:sync:/bin:/bin/sync
mail:x:8:8:mail:/var/spool/mail:/bin/false
www-data:x:33:33:www-data:/var/www:/bin/false
operator:x:37:37:Operator:/var:/bin/false
nobody:x:65534:65534:nobody:/home:/bin/false
END
cat > etc/group <<'END'
root:x:0:
daemon:x:1:
bin:x:2:
sys:x:3:
adm:x:4:
tty:x:5:
disk:x:6:
lp:x:7:
mail:x:8:
kmem:x:9:
wheel:x:10:root
cdrom:x:11:
dialout:x:18:
floppy:x:19:
video:x:28:
audio:x:29:
tape:x:32:
www-data:x:33:
operator:x:37:
utmp:x:43:
plugdev:x:46:
staff:x:50:
lock:x:54:
netdev:x:82:
users:x:100:
nogroup:x:65534:
END
for name in root daemon bin sys sync mail www-data operator nobody; do
    echo "$name:*:10933:0:99999:7:::"
done > etc/shadow
# What a RUN would have made for its own files, so that no layer has them.
: > etc/hosts
: > etc/hostname
: > etc/resolv.conf

chmod 0700 root
chmod 1777 tmp
chmod 0640 etc/shadow
chown -R 0:0 .
chown -h 65534:65534 home
find . -exec touch -h -d @0 {} +
