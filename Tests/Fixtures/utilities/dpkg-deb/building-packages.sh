# shells: gnu
# root: private
mkdir -p /etc /opt /home
mkdir -p new/DEBIAN new/opt
echo hi > new/opt/hi
ln -s hi new/opt/link
printf 'Package: new\nVersion: 1:2\nArchitecture: all\nMaintainer: x <x@y>\nDescription: d\n' > new/DEBIAN/control
dpkg-deb --build new; dpkg-deb -b new out.deb; dpkg-deb --root-owner-group -b new .; ls
dpkg-deb -c new.deb | sed 's/ .* / /'; dpkg-deb -f out.deb; dpkg-deb -x out.deb x; cat x/opt/hi; readlink x/opt/link
dpkg-deb -b nosuch; echo $?; dpkg-deb -b x; echo $?; dpkg-deb -b 2>&1 | head -n 1
rm *.deb
