mkdir -p d/e; printf '%05000d' 0 > d/f; echo a > d/e/g; echo b > h; ln d/f d/hard
du d; du -s d; du -a d | sort; du -sk d h; du -c d h | tail -1; du -d 1 d; du -d 0 d; du -s h d; du -h d/f; du nox; echo $?; du -sh d; du d/f d/hard; du -l -s d; du | tail -1; du -m d/f
