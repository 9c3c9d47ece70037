(x=1 exec sh -c 'echo $x'); (exec echo hi > f); cat f; exec; echo $?; x=2 exec; echo "${x-unset}"; (exec -- echo dd) 
