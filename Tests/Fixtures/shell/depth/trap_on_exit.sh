# status: 2
f() { sh -c "trap '$1' EXIT"; }
x='trap "$x" EXIT; sh -c "$x"'
export x
sh -c "$x"
