printf '1,2;3,4;' | awk 'BEGIN { RS = ";"; FS = "," } { print $1 + $2 }'
