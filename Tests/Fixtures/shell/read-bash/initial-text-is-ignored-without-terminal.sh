# shells: bash
read -e -i preset x <<<typed; echo "$x"
