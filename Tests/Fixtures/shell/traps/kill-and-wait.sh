trap 'echo got term' TERM; (sleep 0.1; kill -TERM $$; sleep 0.2) & wait; echo "waited $?"; wait; echo end
