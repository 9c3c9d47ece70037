# shells: bash
set -eu; echo $SHELLOPTS; shopt -s nullglob; case :$BASHOPTS: in *:nullglob:*) echo n;; esac; SHELLOPTS=x; echo no
