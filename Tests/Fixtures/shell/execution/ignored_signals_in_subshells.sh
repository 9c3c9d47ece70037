trap '' TERM; (kill -TERM $$; echo alive); echo end
