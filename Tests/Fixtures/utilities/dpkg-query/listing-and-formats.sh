# shells: gnu
# root: private
mkdir -p /etc /opt /home
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
make foo 1.0-1 'Suggests: foo-doc' 'Source: source (1.0)'
make bar 2:0.5
dpkg -i foo-1.0-1.deb bar-2:0.5.deb > /dev/null
dpkg -l; dpkg -l foo nosuch; echo $?
dpkg-query -l 'f*'; dpkg-query -W; dpkg-query -W 'fo*' nosuch; echo $?
dpkg-query -W -f '${Package}\t${Version}\n' foo
dpkg-query -f='${binary:Package};${db:Status-Abbrev};${Conffiles};${source:Package};${source:Version};${Architecture}\n' -W foo
dpkg-query -W -f '|${Package;10}|${Package;-10}|${Package;2}|${nosuch}|${binary:Summary}|${Status}|${db:Status-Want}\n' bar
dpkg-query -W -f '${Description}\n${db-fsys:Files}\n${Maintainer} ${Installed-Size} ${source:Upstream-Version}\n' bar
dpkg-query -W -f '${Nosuch' foo; dpkg-query -W -f '${Version;x}' foo; dpkg-query -W -f '\x${Package}\\\n' foo
dpkg -s foo; dpkg -s nosuch; echo $?; dpkg-query -s bar foo | head -n 3
dpkg -L foo; dpkg -L nosuch; echo $?; dpkg -S /etc/foo.conf data nosuch /usr/share; echo $?
dpkg -S 'share/f*'; dpkg-query -c foo; dpkg-query --control-list bar; dpkg-query --control-show foo conffiles
dpkg-query --control-path foo postinst; dpkg-query -c nosuch; echo $?
dpkg-query 2>&1 | head -n 1; dpkg-query --nosuch 2>&1 | head -n 1; dpkg-query -L; dpkg-query -W -f; echo $?
rm -f *.deb
