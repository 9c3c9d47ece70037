# shells: dash
a-b() { echo dash; }
a-b
