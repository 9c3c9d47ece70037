# shells: gnu
mkdir d
env -C d sh -c 'echo "${PWD##*/}"'
env -C nosuch true; echo $?
env -C d; echo $?
env -0 true; echo $?
env -i -0 A=1 B=2 | tr '\0' '@'; echo
env -u A=B true; echo $?
env -x; echo $?
env -v -i A=1 echo x
env --ignore-environment printenv; echo $?
