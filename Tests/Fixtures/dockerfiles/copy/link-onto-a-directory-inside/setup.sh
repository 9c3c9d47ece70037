mkdir d; ln -s x d/sub; echo x > d/x
