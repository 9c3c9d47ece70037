trap 'echo "bye $?"' EXIT; f() { echo f; exit 9; }; f; echo no
