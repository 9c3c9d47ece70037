FROM busybox
HEALTHCHECK --start-periode=5s CMD true
