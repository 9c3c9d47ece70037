FROM busybox
COPY app <<EOF
hello
EOF
