tries=0; ready() { [ $tries -ge 3 ]; }
until ready; do tries=$((tries+1)); echo "waiting $tries"; [ $tries -gt 10 ] && exit 1; done; echo ready
i=30; while [ $i -gt 0 ]; do i=$((i-10)); if [ $i -eq 10 ]; then break; fi; done; [ "$i" = 0 ] && echo failed || echo "up at $i"
