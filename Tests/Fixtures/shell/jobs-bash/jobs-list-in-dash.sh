# shells: dash ash
sleep 0.3 & jobs; wait; jobs; echo end
