touch 'a b' 'a*b' 'axb' '[x]' 'a\b'; echo a' '*; echo a\**; echo 'a*'*; echo [[]x]; echo \[x]; echo "[x"]; for f in a?b; do echo "<$f>"; done
