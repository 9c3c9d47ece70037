# shells: bash
grep -q b <<<abc && echo found; tr a-z A-Z <<<shout | cat; x=$(cut -d: -f2 <<<a:b:c); echo $x
if ! grep -q z <<<abc; then echo none; fi
