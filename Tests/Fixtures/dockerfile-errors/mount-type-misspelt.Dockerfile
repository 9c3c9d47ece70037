FROM busybox
RUN --mount=type=cahe,target=/x true
