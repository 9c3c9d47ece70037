ln -s s/f1 k
