for m in 4755 2755 1755 640 0 777; do echo $m > f$m; chmod $m f$m; done; mkdir m; chmod 3777 m
