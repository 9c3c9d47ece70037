# shells: gnu
mkdir -p d/e; touch d/e/f g h i j 'a b'; ln -s nox l
rm; echo $?; rm nox; rm d; rm -d d; rm -v g; rm -rv d; mkdir d; rm -dv d; rm -v l 'a b'; rm -r . ..; mkdir d; touch d/x; echo n > no; rm -I h i j no nox < no; ls; rm -rI d < /dev/null; echo; ls; rm -ri d < /dev/null; echo; printf 'y\ny\ny\n' > yes; rm -ri d < yes; ls; rm --interactive=never h; ls; rm f/x; rm h/; rm -z; rm --one-file-system -f h; rm -f h/x
