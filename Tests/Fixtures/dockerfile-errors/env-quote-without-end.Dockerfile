FROM busybox
ENV MESSAGE="hello
