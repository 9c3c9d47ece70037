ARG VERSION=latest
FROM busybox:${VERSON}
