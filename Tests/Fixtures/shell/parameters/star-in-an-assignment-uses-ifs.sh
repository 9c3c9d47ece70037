set -- a b c
IFS=:; x=$*; y="$*"; z=$@; w="$@"; IFS=' '
echo "$x|$y|$z|$w"
