# shells: busybox
umask 022; echo > f; ln -s nox dl
chmod q f; echo $?; chmod 644 nox; chmod 644 dl; chmod -v 600 f; chmod -v 600 f; chmod -c 644 f; chmod -f 644 nox; echo $?; chmod 99 f
