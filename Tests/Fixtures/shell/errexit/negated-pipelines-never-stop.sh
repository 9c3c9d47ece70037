set -e
! true
echo "a $?"
! (exit 0)
echo b
! false | true
echo c
