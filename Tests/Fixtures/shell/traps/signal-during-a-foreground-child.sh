trap 'echo trapped' TERM; (kill -TERM $$; sleep 0.1; echo child done); echo after
