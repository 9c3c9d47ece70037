echo {; echo }; echo { a }; eval '{echo x}' 2>/dev/null; echo $?; (eval '{ echo x }') 2>/dev/null; echo $?
