FROM busybox
RUN <<EOF
echo hello
  EOF
