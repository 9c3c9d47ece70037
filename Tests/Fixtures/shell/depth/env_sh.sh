# status: 2
x='env sh -c "$x"'
export x
sh -c "$x"
