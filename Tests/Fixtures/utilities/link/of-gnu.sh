# shells: gnu
echo a > f; mkdir d; link; link f; link f g h; link f nod/x
