args() { printf '%s:' "$#"; printf '<%s>' "$@"; echo; }
e=; args ${e} "${e}" ${e}${e} "${e}"${e} ${e:-} ${e:+x} "${e:+x}" ${u} $e$u
