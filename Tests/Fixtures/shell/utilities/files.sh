mkdir -p a/b; echo hi > a/b/f; cp -r a c; cat c/b/f
mv c d; ls d; rm -r d; ls
ln -s a/b/f link; readlink link; cat link
ln a/b/f hard; chmod 600 hard; ls -l a/b/f | cut -c1-10
touch empty; [ -s empty ] || echo empty; [ -f hard ] && [ -d a ] && [ -L link ] && echo kinds
rmdir a 2>/dev/null || echo not empty
touch -t 202001020304.05 t; touch -t 6901020304 u; touch -r t v; touch -d @0 w; touch -c none; export TZ=UTC
stat -c %Y t v w; touch -t 202013020304 t 2>/dev/null || echo wrong date; touch -r none t 2>/dev/null || echo no file
