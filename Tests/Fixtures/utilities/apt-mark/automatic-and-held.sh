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
make bar 1
dpkg -i foo-1.deb bar-1.deb > /dev/null
apt-mark showmanual; apt-mark showauto; apt-mark auto foo; apt-mark auto foo; apt-mark showauto; apt-mark showmanual
cat /var/lib/apt/extended_states
apt-mark manual foo; apt-mark manual foo bar; apt-mark hold foo; apt-mark hold foo; apt-mark showhold
apt-mark unhold foo; apt-mark unhold foo; apt-mark auto nosuch; echo $?; apt-mark auto foo bar nosuch; echo $?
apt-mark manual 'b*' > /dev/null; apt-mark showmanual; apt-mark foo; echo $?; apt-mark manual; echo $?
apt-mark showauto foo; apt-mark showmanual nosuch; echo $?
rm -f *.deb
