readonly u; echo "<${u-unset}>"; (u=1) 2>/dev/null; echo $?; readonly e=; echo "<${e-unset}>"; e2=5; readonly e2; echo $e2
