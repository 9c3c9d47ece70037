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
bad() {
    mkdir -p b/DEBIAN b/usr/share/$1
    echo x > b/usr/share/$1/x
    printf 'Package: %s\nVersion: 1\nArchitecture: all\nMaintainer: x <x@y>\nDescription: d\n' $1 > b/DEBIAN/control
    for script in preinst postinst prerm postrm; do
        status=0; [ $script = $2 ] && status=3
        printf '#!/bin/sh\necho "%s %s: $*"\nexit %s\n' $1 $script $status > b/DEBIAN/$script
        chmod 755 b/DEBIAN/$script
    done
    dpkg-deb -b b $1.deb > /dev/null
    rm -rf b
}
for one in preinst postinst prerm postrm; do
    bad f$one $one
    dpkg -i f$one.deb; echo $?
    dpkg -r f$one; echo $?
    [ $one = preinst ] || dpkg -l f$one | tail -n 1
done
dpkg --configure -a; echo $?
rm -f *.deb
