# shells: bash
cat <<<first <<<second
cat <&3 3<<<three
cat /dev/fd/4 4<<<four
