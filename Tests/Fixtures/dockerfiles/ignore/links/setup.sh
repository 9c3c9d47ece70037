mkdir real; echo x > real/x; echo y > real/y; ln -s real link; ln -s real/x tox
