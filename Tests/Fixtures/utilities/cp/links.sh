mkdir d; echo one > d/f; ln -s f d/l; ln -s d ld
cp -r ld a; readlink a; cp -rL d b; ls -l b/l | cut -c1; cp -rH ld c; readlink c/l; cp -l d/f h; stat -c %h h; cp -s d/f s; readlink s; cp -d d/l k; readlink k; cp -rP d p; readlink p/l
