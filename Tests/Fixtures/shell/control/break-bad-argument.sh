(for i in 1; do break 0; echo b; done; echo c) 2>/dev/null; echo $?; (for i in 1; do break x; echo b; done; echo c) 2>/dev/null; echo $?
