# shells: bash
pids=(); for i in 1 0 2; do (exit $i) & pids+=($!); done; s=0; for p in "${pids[@]}"; do wait "$p" || ((s += $?)); done; echo "sum $s"; f() { sleep 0.0$1; echo "job $1"; }; for i in 1; do f $i & done; wait; echo all
