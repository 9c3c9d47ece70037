s=end; i=0; while [ $i -lt 60 ]; do s="\${u:-$s}"; i=$((i+1)); done; eval "echo $s"; eval "echo \"$s\""
