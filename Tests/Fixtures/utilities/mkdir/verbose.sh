mkdir -v a; mkdir -pv a/b/c; mkdir -pv a/b/c; mkdir -v x y
