mkdir d e; echo one > f
ln f h; ln -s f l; ln -s ../f d; readlink d/f; ln f d/hard; stat -c %h f; ln -s nox dl; readlink dl; ln -sf other dl; readlink dl; ln -s d ld; ln -sfn e ld; readlink ld; ln -sf /x ld; ls e; ln -s a b e; ls e; ln -sT q t; readlink t; ln -sv one two; ln -sfv three two; ln l l2; readlink l2
