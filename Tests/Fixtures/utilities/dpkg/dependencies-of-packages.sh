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
make bar 2 'Depends: foo (>= 1.0)'
make baz 3 'Depends: nosuch (>= 1), foo (>= 2) | other'
make pre 1 'Pre-Depends: nothere'
make one 1 'Depends: two' 
make two 1 'Depends: one' 'Provides: virt'
make three 1 'Depends: virt'
dpkg -i bar-2.deb; echo $?
dpkg -i foo-1.0.deb; dpkg --configure -a; echo $?
dpkg -r foo; echo $?
dpkg -i baz-3.deb; echo $?
dpkg -l baz; dpkg --audit
dpkg --configure baz; dpkg --configure bar; dpkg --configure nosuch; echo $?
dpkg -P baz
dpkg -i pre-1.deb; echo $?
dpkg -i one-1.deb three-1.deb two-1.deb; echo $?
dpkg -r two; echo $?
dpkg -r foo bar; echo $?
dpkg -i --force-depends baz-3.deb; echo $?
rm -f *.deb
