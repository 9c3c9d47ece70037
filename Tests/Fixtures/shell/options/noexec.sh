sh -n -c 'echo no; if'; echo $?; sh -nc 'echo no'; echo $?; set -n; echo still
