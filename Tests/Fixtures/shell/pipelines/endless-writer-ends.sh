yes | head -n 2; yes | sed -n '3p;3q' 2>/dev/null; echo end
