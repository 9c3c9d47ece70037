trap 'echo caught' USR1; trap '' USR2
(trap); echo --; (kill -USR2 $$; echo ignored); echo "$(trap)" | sed 's/SIG//'
