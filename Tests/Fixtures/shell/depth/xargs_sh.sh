# status: 2
x='echo a | xargs -- sh -c "$x"'
export x
sh -c "$x"
