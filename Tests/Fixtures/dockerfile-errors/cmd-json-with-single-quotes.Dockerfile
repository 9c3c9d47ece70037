FROM busybox
CMD ['server', '--port']
