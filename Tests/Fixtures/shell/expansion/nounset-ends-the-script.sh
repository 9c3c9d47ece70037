set -u
echo before
echo "a${nothing}b"
echo after
