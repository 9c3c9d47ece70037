echo a | tee f g; cat f g; echo b | tee -a f; cat f; echo c | tee f > /dev/null; cat f; printf 'x' | tee; echo
echo d | tee -i f; echo d | tee /nodir/x f 2> /dev/null; echo $?; mkdir d; echo e | tee d 2> /dev/null; echo $?
tee h < /dev/null; wc -c h
