mkdir d; echo a > d/a; ln -s a d/l
