# shells: bash
printf 'nosuchcmd\ncd /nosuch\nf() {\n  nosuch2\n}\nf\n' >lib.sh
. ./lib.sh; f; echo $?
