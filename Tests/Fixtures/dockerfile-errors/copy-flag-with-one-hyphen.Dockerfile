FROM busybox
COPY --link=yes app /app
