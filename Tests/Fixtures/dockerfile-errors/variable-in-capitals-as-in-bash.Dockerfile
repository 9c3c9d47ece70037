FROM busybox
ARG NAME=a
ENV BIG=${NAME^^}
