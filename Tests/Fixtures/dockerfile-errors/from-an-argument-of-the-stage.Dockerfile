FROM busybox AS base
ARG TAG=1
FROM busybox:$TAG
