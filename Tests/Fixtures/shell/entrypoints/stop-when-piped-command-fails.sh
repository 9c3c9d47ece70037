set -e
download() { return 22; }
if ! download > file; then echo "download failed $?"; fi
x=$(download) || echo "failed with $?"
download | cat
echo "pipe hides it"
