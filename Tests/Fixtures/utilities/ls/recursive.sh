mkdir -p a/b/c d; echo > a/f; echo > a/b/g; echo > .h; mkdir .hd
ls -R; echo; ls -R a d; echo; ls -Ra a/b; echo; ls -Rd a
