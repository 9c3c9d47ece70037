echo not shown < missing; echo $? ; { echo no; } < missing; echo $?; (echo no) < missing; echo $?
