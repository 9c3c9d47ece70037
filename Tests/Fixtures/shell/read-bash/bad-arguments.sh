# shells: bash
read 1x <<<a; echo $?
read -u x y; echo $?
read -n -1 y <<<a; echo $?
read -Z y; echo $?
read -t x y; echo $?
