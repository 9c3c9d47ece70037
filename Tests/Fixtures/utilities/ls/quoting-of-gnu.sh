# shells: gnu
echo > 'a b'; echo > "it's"; echo > 'n
l'; echo > plain; echo > 'do$l'; echo > 'q"q'; echo > '~t'; echo > 'a\b'
ls; for s in literal shell shell-always shell-escape shell-escape-always c c-maybe escape locale clocale; do echo "style $s:"; ls --quoting-style=$s; done; ls -Q; ls -b; ls -q; ls -N; ls -C --quoting-style=shell -w 40; ls --quoting-style=qq; mkdir 'd e'; ls -R -Q 'd e'
