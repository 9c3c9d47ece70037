FROM busybox
ARG KEY
WORKDIR /${KEY:?give it with --build-arg}
