echo hello >a
bzip2 -k a; echo "status $?"; bzip2 -dc a.bz2; bzcat a.bz2
rm a; bunzip2 a.bz2; ls; cat a
bzip2 <a | bzip2 -d
rm -f *.bz2
