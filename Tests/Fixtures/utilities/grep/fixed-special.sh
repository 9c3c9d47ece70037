printf '[x]*\nxx\n' | grep -F '[x]*'
