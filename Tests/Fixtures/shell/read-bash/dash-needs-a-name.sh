# shells: dash
echo line | { read; echo $?; }
