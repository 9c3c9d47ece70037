# shells: gnu
echo 1 > a; echo 2 > b; mkdir -p x/y d; echo f > x/y/f
cp -b a b; ls; cat b~; cp -bv a b; cp --backup=numbered a b; cp --backup=numbered a b; cp --backup=t -v a b; cp -b -S .bak a b; ls; cp --parents x/y/f d; find d | sort; cp -v --parents x/y/f d; cp --parents nox/f d; cp --parents x/y/f nod; cp --remove-destination -v a b; cp --attributes-only a new; cat new; cp --backup=qq a b; cp --preserve=mode,timestamps a m; cp --no-preserve=mode a m2; cp -r --strip-trailing-slashes x/ z; ls z
