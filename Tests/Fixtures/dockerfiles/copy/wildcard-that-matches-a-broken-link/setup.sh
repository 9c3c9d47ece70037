ln -s gone l1
