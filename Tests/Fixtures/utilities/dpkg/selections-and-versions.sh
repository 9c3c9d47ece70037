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
dpkg -i foo-1.deb > /dev/null
dpkg --get-selections; dpkg --get-selections nosuch
echo foo hold | dpkg --set-selections; dpkg --get-selections 'f*'; dpkg -l foo | tail -n 1
echo nosuch hold | dpkg --set-selections; echo $?
dpkg -V foo; echo c >> /usr/share/foo/data; echo c >> /etc/foo.conf; dpkg -V foo; dpkg -V nosuch; echo $?
t() { dpkg --compare-versions "$@"; echo "$* $?"; }
t 1 lt 2; t 1.0 gt 1.0~rc1; t 1:1 gt 2; t 1-1 eq 1-1; t 1.10 ge 1.9; t 1 ne 1; t '' lt 1; t '' lt-nl 1
t 1.0+b1 gt 1.0; t 1a lt 1+; t 1.2.3 '>>' 1.2; t 1 '<' 1; t 1.0-1 le 1.0-1.1; t 00 eq 0; t 1~~ lt 1~
t 1_1 lt 2; t a1 lt 2
t 1 foo 2 2> /dev/null; t 1: lt 2; t x:1 lt 2; t 1 2> /dev/null
dpkg --print-architecture x > /dev/null 2>&1; echo $?
dpkg 2>&1 | head -n 1; dpkg --nosuch 2>&1 | head -n 1; dpkg -Z 2>&1 | head -n 1; dpkg -i 2>&1 | head -n 1
dpkg -r 2>&1 | head -n 1; dpkg -i nosuch.deb; echo $?
echo x > x.deb; dpkg -i x.deb; echo $?; dpkg -i --force-xx x.deb 2>&1 | head -n 1
rm -f *.deb
