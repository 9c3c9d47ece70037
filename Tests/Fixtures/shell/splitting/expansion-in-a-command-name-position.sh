x='echo a'; $x b; "$x" 2>/dev/null; echo $?
e=; $e echo c; $e; echo $?
