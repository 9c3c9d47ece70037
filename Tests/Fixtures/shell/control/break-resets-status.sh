for i in 1; do false; break; done; echo $?; while false || true; do (exit 3); break; done; echo $?; for i in 1 2; do false; continue; done; echo $?
