cleanup() { s=$?; rm -f tmpfile; echo "cleaned $s"; }
trap cleanup EXIT
: > tmpfile; ls; false; exit 4
