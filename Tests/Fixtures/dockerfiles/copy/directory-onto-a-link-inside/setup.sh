mkdir -p d/sub; echo x > d/sub/x
