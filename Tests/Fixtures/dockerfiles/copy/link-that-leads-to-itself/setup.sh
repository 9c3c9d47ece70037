ln -s link link
