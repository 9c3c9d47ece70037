# shells: dash ash bash
touch a b; set -f; echo * [a]; set +f; echo *
