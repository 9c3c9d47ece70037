false; $e; echo $?; false; $(exit 3); echo $?; "" 2>/dev/null; echo $?
