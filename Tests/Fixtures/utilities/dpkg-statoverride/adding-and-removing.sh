# shells: gnu
# root: private
mkdir -p /etc /opt /home
export PATH=/usr/sbin:/usr/bin:/sbin:/bin
printf 'root:x:0:0::/root:/bin/sh\n' > /etc/passwd; printf 'root:x:0:\nmail:x:8:\n' > /etc/group
echo x > /opt/x
dpkg-statoverride --list; echo $?; dpkg-statoverride --update --add root mail 2755 /opt/x; stat -c %a:%g /opt/x
dpkg-statoverride --add root mail 2755 /opt/x; echo $?; dpkg-statoverride --list; dpkg-statoverride --list /nosuch; echo $?
dpkg-statoverride --add root nosuch 755 /y; dpkg-statoverride --add nosuch root 755 /y; dpkg-statoverride --add '#0' '#8' 700 /y
cat /var/lib/dpkg/statoverride; dpkg-statoverride --remove /opt/x; dpkg-statoverride --remove /opt/x; echo $?
dpkg-statoverride --add root root 2>&1 | head -n 1; dpkg-statoverride 2>&1 | head -n 1
