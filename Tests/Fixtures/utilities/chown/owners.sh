echo > f; mkdir -p d/e; echo > d/g; ln -s f l; o() { stat -c '%n %u %g' "$@"; }
chown 5 f; o f; chown 6:7 f; o f; chown :8 f; o f; chgrp 9 f; o f; chown -R 1:2 d; o d d/e d/g; chown 3 l; o f l; chown -h 4:5 l; o f l; chmod 6755 f; chown 20 f; stat -c %a f; chown 5 nox; echo $?; chown -R 7 d/e nox; o d/e; chgrp -R 6 d; o d/g; chown -h 3 f l; o f l
