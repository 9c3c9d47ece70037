# status: 2
x='command eval "$x"'
eval "$x"
