s=; i=0; while [ $i -lt 60 ]; do s="( $s"; i=$((i+1)); done; s="$s echo deep"; while [ $i -gt 0 ]; do s="$s )"; i=$((i-1)); done; eval "$s"
s='echo in'; i=0; while [ $i -lt 100 ]; do s="{ $s; }"; i=$((i+1)); done; eval "$s"
