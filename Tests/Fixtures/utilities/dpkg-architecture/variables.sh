# shells: gnu
# root: private
mkdir -p /etc /opt /home
dpkg-architecture; dpkg-architecture -qDEB_HOST_GNU_TYPE; dpkg-architecture -q DEB_HOST_MULTIARCH
dpkg-architecture --query DEB_BUILD_ARCH; dpkg-architecture -qNOSUCH; echo $?
dpkg-architecture -aarm64 -qDEB_HOST_MULTIARCH; dpkg-architecture -ai386 -qDEB_HOST_GNU_TYPE
dpkg-architecture -eamd64; echo $?; dpkg-architecture -earm64; echo $?; dpkg-architecture -iany; echo $?
dpkg-architecture -ilinux-any; echo $?; dpkg-architecture -iany-arm64; echo $?; dpkg-architecture -s; dpkg-architecture -u
dpkg-architecture -anosuch; echo $?; dpkg-architecture -x; echo $?
