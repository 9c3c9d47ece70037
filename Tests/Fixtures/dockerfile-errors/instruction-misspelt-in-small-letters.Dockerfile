FROM busybox
rum echo hello
