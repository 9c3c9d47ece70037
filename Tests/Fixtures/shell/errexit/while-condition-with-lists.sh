set -e
i=0; while i=$((i+1)); false; [ $i -lt 3 ]; do echo $i; done; echo end
