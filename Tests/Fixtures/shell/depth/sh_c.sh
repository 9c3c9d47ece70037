# status: 2
x='sh -c "$x"'
export x
sh -c "$x"
