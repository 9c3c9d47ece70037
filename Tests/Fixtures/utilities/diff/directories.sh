# shells: gnu
mkdir -p a/sub b/sub a/t; echo 1 > a/f; echo 2 > b/f; echo x > a/only; echo y > b/sub/z; echo q > a/sub/z; echo 5 > b/t; echo same > a/s; echo same > b/s; mkdir b/new; echo n > b/new/n
diff a b; echo $?; diff -r a b; diff -rq a b; diff -rN a b; diff -rs a b; diff -x f -r a b; diff -rx 's*' a b; diff -ruN --label x --label y a b; diff -S s -r a b
