mkdir a && cd a && : > f && ls && cd nope 2>/dev/null && echo no; echo "status $?"
