ln -s s l; ln -s s/f1 k
