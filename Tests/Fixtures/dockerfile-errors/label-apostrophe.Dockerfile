FROM busybox
LABEL note=it's
