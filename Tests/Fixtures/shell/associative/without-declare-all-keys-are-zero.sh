# shells: bash
m[foo]=1; m[bar]=2
declare -p m
