# shells: gnu
mkdir -p a/b/c d e; touch e/f
rmdir -v d; rmdir -pv a/b/c; rmdir -v e; rmdir; rmdir -p --ignore-fail-on-non-empty e; echo $?; rmdir e/f; ln -s e l; rmdir l; rmdir l/
