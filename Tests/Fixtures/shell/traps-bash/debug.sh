# shells: bash
trap 'echo "> $BASH_COMMAND"' DEBUG
x=1
echo "$x"; true && false
for i in a b; do : $i; done
trap - DEBUG
echo off
