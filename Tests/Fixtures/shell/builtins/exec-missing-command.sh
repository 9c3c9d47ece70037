(exec nosuch-cmd-q; echo no) 2>/dev/null; echo $?; (exec ./nope; echo no) 2>/dev/null; echo $?; : > plain; (exec ./plain; echo no) 2>/dev/null; echo $?; (exec /; echo no) 2>/dev/null; echo $?
