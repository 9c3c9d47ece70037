# shells: gnu
umask 022; echo > f; mkdir d; ln -s nox dl; ln -s f l
chmod; chmod 644; chmod q f; echo $?; chmod 644 nox; chmod 644 dl; chmod -v 600 f; chmod -v 600 f; chmod -c 644 f; chmod -c 644 f; chmod -vR 755 d l; chmod -f 644 nox; echo $?; chmod -v 755 nox; chmod a+w f; chmod -w f; echo $?; chmod --reference=d f; stat -c %a f; chmod --reference=nox f; chmod u+q f; chmod 99 f; chmod -R 644 nox; chmod 77777 f; chmod -x f; chmod u+x,o f
