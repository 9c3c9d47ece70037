FROM busybox
cd /app
make
