# shells: gnu
echo > f; mkdir d; echo > d/g; ln -s nox dl; chown 3456:3457 f d d/g
chown; chown 5; chown nouser f; echo $?; chown 5:nogrp f; chgrp nogrp f; chown -v 2000:2000 f; chown -v 2000:2000 f; chown -c :3000 f; chown -c :3000 f; chown -v 4000 nox; chown -f 5 nox; echo $?; chown --from=2000 5000 f; stat -c %u f; chown --from=1 6000 f; stat -c %u f; chown --reference=d f; stat -c '%u %g' f; chown 5 dl; chgrp -v 4000 f; chown -cR 3000:3000 d; chown ::1 f; chown '' f; stat -c '%u %g' f; chown --from=:1000 7000 d f; stat -c %u f d
