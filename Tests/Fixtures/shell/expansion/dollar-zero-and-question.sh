echo $0; (exit 7); echo $? ${?} "$?"; true; echo $?
f() { echo $0; }; f a
