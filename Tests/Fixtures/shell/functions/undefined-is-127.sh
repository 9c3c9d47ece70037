nofunc-abc; echo $?
