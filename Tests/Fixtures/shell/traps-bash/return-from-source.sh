# shells: bash
echo 'echo sourced; return 2' >lib; trap 'echo returned' RETURN; . ./lib; echo $?
h() { :; }; h; declare -t -f h; h
