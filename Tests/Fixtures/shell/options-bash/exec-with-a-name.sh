# shells: bash
(exec -a myname bash -c 'echo $0'); (exec -l bash -c 'echo $0' ); (exec -c env); (A=1 exec -c env) ; (exec -a); echo $?
