# shells: dash ash bash
PS4='> '; set -x; echo a; PS4='$x-'; x=v; echo b; set +x; echo c
