# status: 2
x='exec sh -c "$x"'
export x
sh -c "$x"
