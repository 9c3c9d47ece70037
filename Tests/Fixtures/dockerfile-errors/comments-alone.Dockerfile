# FROM busybox
# RUN true
