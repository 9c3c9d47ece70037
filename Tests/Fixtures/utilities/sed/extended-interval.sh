printf '1-22-333\n' | sed -E 's/[0-9]{2,}/N/g'
