sleep 0.3 & kill -0 $! && echo alive; wait; kill -0 $! 2>/dev/null || echo gone
