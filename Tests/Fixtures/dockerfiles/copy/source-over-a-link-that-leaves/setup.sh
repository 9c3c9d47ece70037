ln -s ../.. l; ln -s / m
