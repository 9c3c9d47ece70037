true; echo $?
env true a b -x; echo $?
env false; echo $?
env false --nosuch; echo $?
