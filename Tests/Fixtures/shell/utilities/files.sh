mkdir -p a/b; echo hi > a/b/f; cp -r a c; cat c/b/f
mv c d; ls d; rm -r d; ls
ln -s a/b/f link; readlink link; cat link
ln a/b/f hard; chmod 600 hard; ls -l a/b/f | cut -c1-10
touch empty; [ -s empty ] || echo empty; [ -f hard ] && [ -d a ] && [ -L link ] && echo kinds
rmdir a 2>/dev/null || echo not empty
