# check=skp=all
FROM busybox
