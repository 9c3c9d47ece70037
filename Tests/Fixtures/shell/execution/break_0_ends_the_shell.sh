for i in 1 2; do break 0; echo no; done; echo no
