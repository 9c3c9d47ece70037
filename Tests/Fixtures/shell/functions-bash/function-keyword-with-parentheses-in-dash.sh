# shells: dash
echo before
function g() { echo g; }
