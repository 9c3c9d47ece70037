# shells: gnu
seq 2 > f
pr -0 f; pr --columns=x f; pr --pages=x f; pr --pages=3:2 f; pr -l x f; pr -o x f; pr -w 0 f; pr -N x f
pr missing f -t; echo $?
pr -r missing; echo $?
