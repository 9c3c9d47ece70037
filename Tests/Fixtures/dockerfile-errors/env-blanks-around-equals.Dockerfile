FROM busybox
ENV PORT = 80
