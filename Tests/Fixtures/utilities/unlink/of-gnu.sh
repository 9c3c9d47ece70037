# shells: gnu
unlink; unlink a b; unlink d/
