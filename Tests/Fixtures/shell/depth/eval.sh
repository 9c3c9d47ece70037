# status: 2
x='eval "$x"'
eval "$x"
