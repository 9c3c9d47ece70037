echo a > a; ln -s a link; mkdir real; echo r > real/r; ln -s real linked
