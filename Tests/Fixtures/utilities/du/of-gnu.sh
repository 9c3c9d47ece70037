# shells: gnu
mkdir -p d/e; printf '%05000d' 0 > d/f; echo a > d/e/g; ln -s d l; printf '%0200000d' 0 > d/e/big
du -b d/f; du -b --apparent-size d; du -S d; du -0 d | tr '\0' '@'; echo; du --max-depth=0 d; du -sL l; du -sD l; du -s l; du --exclude=e d; du --exclude='*.x' d; du -t 100K d; du -sd1 d; du -as d; du -d q d; du -B1 d/f; du -BK d/f; du --si d; du -h d; du -ch d | tail -1; du --inodes d; du -sB 1M d
