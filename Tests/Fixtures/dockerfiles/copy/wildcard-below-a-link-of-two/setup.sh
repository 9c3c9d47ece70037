mkdir p; ln -s p l; ln -s ../d p/m
