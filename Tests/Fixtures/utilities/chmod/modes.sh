umask 022; echo > f; mkdir d; m() { stat -c %a "$1"; }
for x in 644 755 0600 4755 u+x go-w a=r u=rwx,g=rx,o= +x -x =rw g=u o=g u+s g+s +t a-s u-s,g-s ug=rw,o=r X a+X u=x a+X o-rwx ug+o u=g+x,o=; do chmod $x f; echo "$x $(m f)"; done
for x in 755 2755 755 u=rwx,g=rx 0755 g-s +X 1777 a-x,a+X; do chmod $x d; echo "$x $(m d)"; done
mkdir -p r/s; echo > r/f; echo > r/s/g; chmod -R u=rwX,go=rX r; find r | sort | while read x; do echo $x $(m $x); done; chmod -R 700 r; m r/s/g; ln -s f l; chmod 600 l; m f; chmod 644 f d; m d
