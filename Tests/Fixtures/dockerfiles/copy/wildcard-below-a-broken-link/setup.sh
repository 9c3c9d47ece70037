ln -s gone l
