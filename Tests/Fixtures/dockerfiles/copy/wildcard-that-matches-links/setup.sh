ln -s d l1; ln -s a l2
