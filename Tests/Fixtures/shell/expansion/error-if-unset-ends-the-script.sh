echo before
: ${u:?gone}
echo after
