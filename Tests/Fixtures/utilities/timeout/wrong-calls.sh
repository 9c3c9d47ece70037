# shells: gnu
timeout 1; echo $?
timeout x true; echo $?
timeout -s XX 1 true; echo $?
timeout -k x 1 true; echo $?
timeout 0 true; echo $?
timeout 1d true; echo $?
timeout 5 timeout 5 echo nested
