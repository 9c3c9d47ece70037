for i in 1 2; do (break) 2>/dev/null; echo $i; done; for i in 1 2; do x=$(break; echo no) 2>/dev/null; echo $i; done
