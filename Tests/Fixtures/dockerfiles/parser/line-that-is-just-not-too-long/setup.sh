{ echo 'FROM busybox'; printf 'LABEL a='; head -c 60000 /dev/zero | tr '\0' ' '; echo b=1 '\'; echo c=2; } > ../Dockerfile
