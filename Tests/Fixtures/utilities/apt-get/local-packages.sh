# shells: gnu
# root: private
mkdir -p /etc /opt /home /usr/share
# What keeps directories there.
echo > /etc/keep; echo > /usr/share/keep
export PATH=/usr/sbin:/usr/bin:/sbin:/bin
mkdir -p /etc/apt/sources.list.d /etc/apt/preferences.d
: > /etc/apt/sources.list
echo '_apt:x:42:65534::/nonexistent:/bin/false' > /etc/passwd
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
make foo 1
make foo 2
make bar 1 'Depends: foo (>= 2)'
make baz 1 'Depends: nosuch'
clean() { grep -v -e '/dev/pts' -e '^W: Download' -e '^debconf:' | sed -e 's/[0-9.]* k*B\]/SIZE]/' -e 's/B\/[0-9.]* k*B/B\/SIZE/'; }
apt-get -y install ./bar-1.deb 2>&1 | clean
apt-get -y install ./foo-1.deb 2>&1 | clean; apt-get -y install ./foo-1.deb; apt-get -y install ./foo-2.deb ./bar-1.deb 2>&1 | clean
apt-get -y install ./foo-1.deb 2>&1 | clean; apt-get -y install ./baz-1.deb; echo $?
apt-get install -qq -y /work/foo-1.deb --allow-downgrades 2>&1 | clean
dpkg -l
rm -f *.deb
