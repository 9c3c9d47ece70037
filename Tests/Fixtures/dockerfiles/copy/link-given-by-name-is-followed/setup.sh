echo a > a; ln -s a link; mkdir real; echo r > real/r; ln -s a real/inner; ln -s real dirlink; ln -s link chain
