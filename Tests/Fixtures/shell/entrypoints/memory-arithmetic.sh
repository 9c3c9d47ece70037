mem=1048576; limit=$((mem*1024)); heap=$((limit/4*3)); echo "$((heap/1024/1024))m"; pct=75; echo $((8192*pct/100)); [ $limit -gt 999999999 ] && echo big
