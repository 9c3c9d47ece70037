(trap 'echo a' SIGUSR1) 2>/dev/null; echo $?; (trap 'echo b' usr1) 2>/dev/null; echo $?; (trap 'echo c' sigterm) 2>/dev/null; echo $?; (trap 'echo d' USR1) 2>/dev/null; echo $?
