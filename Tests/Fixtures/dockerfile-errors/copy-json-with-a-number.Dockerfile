FROM busybox
COPY ["app", 1]
