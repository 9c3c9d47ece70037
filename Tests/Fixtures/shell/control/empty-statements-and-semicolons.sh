;true 2>/dev/null
