# shells: bash ash
function f() { echo kw; }; f
