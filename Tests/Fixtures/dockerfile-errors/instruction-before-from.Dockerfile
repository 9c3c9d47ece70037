RUN echo hello
FROM busybox
