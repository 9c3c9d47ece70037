# shells: bash
shopt nullglob; echo $?; shopt -s nullglob; shopt nullglob; shopt -q nullglob; echo $?; shopt -u nullglob; shopt -q nullglob; echo $?
shopt -p dotglob; shopt -s dotglob extglob; shopt -p dotglob extglob; shopt -q dotglob nullglob; echo $?
