# shells: bash
touch f1 f2
cat <<<*; cat <<<{a,b}; cat <<<f?; y='*'; cat <<<$y
