trap 'cat <<E
trap says "$x"
E
' EXIT; x="it's"; :
