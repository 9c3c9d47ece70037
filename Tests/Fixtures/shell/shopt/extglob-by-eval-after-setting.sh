# shells: bash
touch a b c
shopt -s extglob; eval 'echo !(c)'
echo !(a|c)
x='@(b|c)'; echo $x; shopt -u extglob; echo $x
