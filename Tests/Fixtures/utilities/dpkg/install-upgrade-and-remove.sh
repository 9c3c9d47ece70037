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
make foo 1.0-1
make foo 1.1-1
dpkg -i foo-1.0-1.deb; echo $?
cat /etc/foo.conf /usr/share/foo/data /var/lib/dpkg/info/foo.list /var/lib/dpkg/status
dpkg -i foo-1.1-1.deb; echo $?
cat /etc/foo.conf
dpkg -i foo-1.0-1.deb; echo $?
dpkg -r foo; echo $?
cat /var/lib/dpkg/status /var/lib/dpkg/info/foo.list
ls /var/lib/dpkg/info /usr/share/foo /etc/foo.conf
dpkg -l foo
dpkg -i foo-1.1-1.deb
dpkg -P foo; echo $?
ls /etc/foo.conf
dpkg -r foo; dpkg -P nosuch; echo $?
cat /var/lib/dpkg/status
rm -f *.deb
