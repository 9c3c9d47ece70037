# shells: gnu
export HOME=$PWD GIT_CONFIG_NOSYSTEM=1
git init -q -b main r; echo "$?"; cat r/.git/HEAD r/.git/config
git -C r rev-parse HEAD; echo "$?"; git -C r rev-parse --short HEAD; echo "$?"
git -C r rev-parse --is-inside-work-tree --git-dir
mkdir r/a; cd r/a; git rev-parse --is-inside-work-tree; cd ../..
git rev-parse HEAD; echo "$?"; git -C no init; echo "$?"
git -C r config a.b c; git -C r config a.b; git -C r config --get remote.origin.url; echo "$?"
git -C r remote add origin https://x/y.git; git -C r remote -v; git -C r remote; git -C r remote get-url origin
git -C r remote add origin z; echo "$?"; git -C r remote get-url no; echo "$?"
git -C r submodule update --init --recursive; echo "$?"
rm -rf r
