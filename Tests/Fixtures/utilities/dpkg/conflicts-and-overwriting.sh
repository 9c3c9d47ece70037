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
make foo 1
make enemy 1 'Conflicts: foo'
make breaker 1 'Breaks: foo (<< 2)'
mkdir -p b/DEBIAN b/usr/share/foo
echo over > b/usr/share/foo/data
printf 'Package: ov\nVersion: 1\nArchitecture: all\nMaintainer: x <x@y>\nDescription: d\n' > b/DEBIAN/control
dpkg-deb -b b ov.deb
sed -i 's/: all/: arm64/; s/: ov/: arm/' b/DEBIAN/control
rm b/usr/share/foo/data
dpkg-deb -b b arm.deb
dpkg -i foo-1.deb
dpkg -i enemy-1.deb; echo $?
dpkg -i breaker-1.deb; echo $?
dpkg -i ov.deb; echo $?
dpkg -i --force-overwrite ov.deb; echo $?
dpkg -S /usr/share/foo/data
dpkg -L foo
dpkg -P ov
dpkg -i arm.deb; echo $?
dpkg --add-architecture arm64; dpkg --print-foreign-architectures
dpkg -i arm.deb; dpkg -l arm
dpkg -P arm:arm64
rm -rf b *.deb
