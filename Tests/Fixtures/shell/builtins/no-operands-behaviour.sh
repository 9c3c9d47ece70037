export >/dev/null; echo $?; readonly >/dev/null; echo $?; unset; echo $?; set >/dev/null; echo $?; alias >/dev/null; echo $?; hash >/dev/null; echo $?; trap; echo $?
