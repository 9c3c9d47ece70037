FROM busybox
COPY --chown 1000 app /app
