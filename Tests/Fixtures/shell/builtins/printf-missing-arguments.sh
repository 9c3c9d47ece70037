printf '%s|%d|%c|%x|%b|\n'; printf '%s %s %d\n' a
