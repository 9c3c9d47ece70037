FROM busybox
CMD ["server", "--port", 80]
