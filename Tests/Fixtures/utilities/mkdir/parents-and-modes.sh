umask 022
mkdir a; mkdir -p b/c/d; mkdir -p a b; mkdir -m 700 m; mkdir -m u=rwx,go=x n; mkdir -m a+rwxt t; mkdir -p -m 711 p/q/r; stat -c '%n %a' m n t p p/q p/q/r; umask 077; mkdir u; mkdir -p v/w; stat -c '%n %a' u v v/w; umask 0; mkdir z; stat -c '%n %a' z; mkdir 'a b' c/ ; ls
