i=0; for x in 1 2; do while i=$((i+1)); [ $i -lt 3 ] && continue; do echo body; break; done; echo x$x i$i; done
