# A deterministic tree packed as a tar.
mkdir t; mkdir t/d; echo a > t/a; echo b > t/d/b; ln -s a t/l; ln t/a t/h
chmod 0640 t/a; chmod 4755 t/d/b; chmod 0750 t/d
pack() { tar -C t --format=gnu --numeric-owner --owner="${1:-7}" --group="${2:-8}" --mtime=@0 --sort=name -cf - .; }
pack > x.tar
rm -r t
