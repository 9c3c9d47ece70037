(trap '' PIPE; yes 2>/dev/null | head -n 1); trap 'echo p' PIPE; kill -PIPE $$; trap - PIPE; echo end
