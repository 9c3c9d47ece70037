{ { { { false; echo $? >&3; } | cat >&4; } 3>&1; } | { read s; echo "status $s"; }; } 4>&1
