FROM busybox
RUN cat <<EOF; echo done
hello
EOF
