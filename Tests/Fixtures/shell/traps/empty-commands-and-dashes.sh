trap -- 'echo dd' USR1; kill -USR1 $$; trap -- - USR1; trap; trap - ; echo "$?"
