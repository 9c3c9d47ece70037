# shells: bash
cd nonexistent/..; echo $?; mkdir -p a/b/c; ln -s b/c a/l; cd a/l; cd -P ..; pwd | sed 's,.*/,,'
