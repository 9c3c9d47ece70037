set -x
echo "it's" 'a"b' 'new
line' '*' '~' 'a;b' '$v' '\' '#' a#b '' =x
