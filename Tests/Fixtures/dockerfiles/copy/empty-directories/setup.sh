mkdir empty; mkdir -p deep/er
