# shells: gnu
# root: private
mkdir -p /etc /opt /home /usr/share
# What keeps directories there.
echo > /etc/keep; echo > /usr/share/keep
export PATH=/usr/sbin:/usr/bin:/sbin:/bin
# make NAME VERSION [FIELD]...: a package with a file, a file of configuration and scripts.
make() {
    rm -rf b
    mkdir -p "b/DEBIAN" "b/usr/share/$1" b/etc
    echo "data $1 $2" > "b/usr/share/$1/data"
    echo "conf=$2" > "b/etc/$1.conf"
    echo "/etc/$1.conf" > b/DEBIAN/conffiles
    name=$1 version=$2
    shift 2
    {
        printf "Package: %s\nVersion: %s\nArchitecture: all\nMaintainer: A B <a@b.example>\n" "$name" "$version"
        printf "Installed-Size: 12\nSection: misc\nPriority: optional\n"
        for field; do echo "$field"; done
        printf "Description: a package to try %s\n It has a few files.\n .\n And a blank line.\n" "$name"
    } > b/DEBIAN/control
    for script in preinst postinst prerm postrm; do
        printf "#!/bin/sh\necho \"%s %s %s: \$*\"\n" "$name" "$version" "$script" > "b/DEBIAN/$script"
        chmod 755 "b/DEBIAN/$script"
    done
    dpkg-deb --root-owner-group --build b "$name-$version.deb" > /dev/null
    rm -rf b
}
make foo 1.0
make foo 1.1
dpkg -i foo-1.0.deb
echo mine >> /etc/foo.conf
dpkg -i foo-1.1.deb < /dev/null; echo $?
dpkg --force-confold --configure -a; ls /etc/foo*
dpkg --force-confnew -i foo-1.0.deb; ls /etc/foo*; cat /etc/foo.conf
echo mine >> /etc/foo.conf
dpkg --force-confdef -i foo-1.1.deb; cat /etc/foo.conf
echo y | dpkg -i foo-1.0.deb; cat /etc/foo.conf
rm /etc/foo.conf
dpkg -i foo-1.0.deb; ls /etc/foo*
dpkg --force-confmiss -i foo-1.0.deb; ls /etc/foo*
echo > /usr/share/foo/extra
dpkg -P foo; ls /etc/foo* /usr/share/foo
rm -f *.deb
