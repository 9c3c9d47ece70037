# shells: gnu
mkdir d; echo e | tee /nodir/x d f; echo $?; cat f; echo x | tee --append f; echo x | tee -p f; tee --foo; echo y | tee -- -x; cat ./-x
