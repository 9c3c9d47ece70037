mkdir .d; touch .f
for i in .*; do case $i in .|..) ;; *) echo $i;; esac; done
