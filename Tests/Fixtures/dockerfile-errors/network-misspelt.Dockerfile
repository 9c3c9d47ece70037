FROM busybox
RUN --network=nonee true
