args() { printf '%s;' "$#"; printf '<%s>' "$@"; echo; }
args $(echo 'a b'; echo c) "$(echo 'a b'; echo c)" `echo 'd e'`
IFS=:; args $(echo 'a:b c')
