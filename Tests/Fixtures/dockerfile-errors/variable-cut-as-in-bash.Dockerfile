FROM busybox
ARG HASH=abcdef
ENV SHORT=${HASH:0:3}
