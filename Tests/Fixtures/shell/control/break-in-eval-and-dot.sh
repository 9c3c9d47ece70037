for i in 1 2; do eval break; echo no; done; echo $i; echo 'break' > s; for i in 1 2; do . ./s; echo body; done; echo $i
