s='echo x'; i=0; while [ $i -lt 20 ]; do s="echo \$($s)"; i=$((i+1)); done; eval "$s"
