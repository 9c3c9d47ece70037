(sleep 0.1; echo watcher) & (sleep 0.25; echo worker) & wait; echo all
