FROM busybox
COPY --chwon=1000 app /app
