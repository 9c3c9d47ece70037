FROM busybox AS my/app
