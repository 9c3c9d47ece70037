# shells: ash
a-b() { echo dash; }; a-b; a.b() { echo dot; }; a.b
