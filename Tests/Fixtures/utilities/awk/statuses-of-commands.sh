awk 'BEGIN { print system("exit 3"); print system("true"); print system("nosuchcommand 2> /dev/null") }'
awk 'BEGIN { print "x" | "cat > /dev/null; exit 4"; print close("cat > /dev/null; exit 4"); print close("never opened") }'
awk 'BEGIN { while (("echo a; echo b; exit 5" | getline l) > 0) print l; print close("echo a; echo b; exit 5") }'
awk 'BEGIN { if (system("test -d .") == 0) print "there" }'
