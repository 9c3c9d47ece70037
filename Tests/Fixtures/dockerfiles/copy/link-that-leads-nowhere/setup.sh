ln -s missing link
