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
make foo 1 'Suggests: foo-doc'
make bar 1 'Depends: foo' 'Provides: virt'
dpkg -i foo-1.deb bar-1.deb > /dev/null
apt-get install; apt-get install -y foo; apt-get install -y --no-install-recommends foo bar; apt-get install -qq foo
apt-get install -y nosuch 2>&1 | grep -v ^N; apt-get install -y foo nosuch 2> /dev/null; echo $?
apt-get install -y foo-doc 2>&1 | grep -v ^N; apt-get install -y foo=2; apt-get install -y foo/stable; echo $?
apt-get install -y virt; apt-get install -y 'f*' '^ba.$'; apt-get install -y -t stable foo; echo $?
apt-get upgrade -y; apt-get dist-upgrade; apt-get check; apt-get clean; apt-get autoclean; apt-get autoremove -y
apt-get foo; apt-get --nosuch install; apt-get -Z install; apt-get install foo -t; apt-get install -o Foo foo; echo $?
apt-get install -y -o Foo=1 foo; apt-get install -y ./nosuch.deb; echo $?; apt-get install --reinstall -y foo
apt-get remove -y nosuch; apt-get source foo; echo $?
rm -f *.deb
