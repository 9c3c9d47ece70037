trap 'echo int' INT; kill -2 $$; trap 'echo hup' 1; kill -HUP $$; trap 'echo term' 15; kill $$; trap - 1 2 15; echo end
