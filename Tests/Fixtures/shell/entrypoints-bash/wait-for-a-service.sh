tries=0; ready() { tries=$((tries + 1)); [ $tries -ge 3 ]; }
i=30; while [ $i -gt 0 ]; do if ready; then break; fi; echo "waiting ($i)"; i=$((i - 1)); done; [ $i -eq 0 ] && echo timeout || echo "ready after $tries"
until ready; do :; done; for i in 5 4 3 2 1 0; do if false; then break; fi; done; if [ "$i" = 0 ]; then echo 'start failed'; fi
