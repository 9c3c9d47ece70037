# shells: busybox
busybox echo a b
busybox nosuch; echo $?
busybox sh -c 'echo $0 $1' x y
busybox busybox echo z
busybox expr 1 + 2
