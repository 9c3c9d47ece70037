printf '12\n123\n1234\n' | grep -E '^[0-9]{3}$'
