FROM busybox
HEALTHCHECK curl -f http://localhost/
