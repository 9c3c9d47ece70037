# shells: dash
echo $'a\tb' $'x y' $"z"
