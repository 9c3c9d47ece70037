{ echo 'FROM busybox'; printf 'ENV A='; head -c 65536 /dev/zero | tr '\0' a; echo; } > ../Dockerfile
