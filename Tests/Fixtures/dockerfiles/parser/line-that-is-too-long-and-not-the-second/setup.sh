{ echo '# escape=\\'; echo; echo 'FROM busybox'; echo 'RUN true'; printf 'ENV A='; head -c 65536 /dev/zero | tr '\0' a; echo; } > ../Dockerfile
