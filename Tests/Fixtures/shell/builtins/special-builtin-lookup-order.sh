set() { echo fn; }; set a 2>/dev/null; echo "<$1>"
