trap 'echo usr1' USR1; kill -USR1 $$; trap '' USR1; kill -USR1 $$; echo ignored; trap 'echo again' USR1; kill -s USR1 $$; trap - USR1; echo end
