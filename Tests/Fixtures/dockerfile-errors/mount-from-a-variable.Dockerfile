ARG B=busybox
FROM busybox
RUN --mount=from=$B,target=/x true
