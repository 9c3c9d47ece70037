echo one | grep -H one -
