FROM busybox
ENV HOME_BIN=${HOME/bin
