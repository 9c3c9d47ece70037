# shells: gnu
expr + length
expr + length : l
expr quote x
expr length
