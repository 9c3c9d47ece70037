# shells: gnu
umask 022; echo hello > f; mkdir d; ln -s f l
install f g; stat -c '%n %a' g; install -m 600 f g; stat -c '%n %a' g; install -m u=rwx,g=rx f h; stat -c '%n %a' h; install f l d; ls d; install -v f g; install -v f d; install -D f nox/p/g; install -Dv f noy/p/g; install -d x/y z; install -dv x2/y z; install -d -m 700 x3/y; stat -c '%n %a' x3 x3/y; install -t d -m 644 f; stat -c '%n %a' d/f; install -p f k; [ k -nt f ] || echo same; install -D -t n/m f; ls n/m; install -C f g; install -vC f g; install -b f g; ls; install -o 5 -g 6 f own; stat -c '%u %g' own
