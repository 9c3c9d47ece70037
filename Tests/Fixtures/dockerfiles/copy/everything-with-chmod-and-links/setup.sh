ln -s a l; ln -s d m; ln -s gone g
