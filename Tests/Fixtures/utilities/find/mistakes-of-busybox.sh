# shells: busybox
mkdir d; echo > d/f
find d -name; echo $?; find d -type q; find d -exec echo; find d '(' -name f; find d -maxdepth q; find d -size q; find d -perm q; find d -newer nox; find d -user nouser; find d -group nogrp; find d -mtime q; find d -links q; find d -inum q; find nox d
