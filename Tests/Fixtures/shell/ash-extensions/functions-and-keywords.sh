# shells: ash
function f { echo keyword; }; f; function g() { echo both; }; g; type f; time true 2>/dev/null; echo $?
