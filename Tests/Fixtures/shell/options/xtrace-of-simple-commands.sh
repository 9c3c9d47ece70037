set -x
echo a 'b c' "" \$x
x=1
y='p q' z=$x
: "$y"
set +x
echo done
