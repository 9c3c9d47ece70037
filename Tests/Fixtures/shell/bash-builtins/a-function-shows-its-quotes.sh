# shells: bash
f() { echo $'a\tb' $'it\'s' "$'x'" $"y" plain; }; type f; declare -f f
