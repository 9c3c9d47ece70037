zz1='a b' zz2="it's" zz3= zz4='$x'; set | grep '^zz'
