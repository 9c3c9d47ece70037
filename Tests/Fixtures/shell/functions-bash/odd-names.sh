# shells: bash
a-b() { echo dash; }; a-b; a.b() { echo dot; }; a.b; a::b() { echo colons; }; a::b; function 1x { echo one; }; 1x; @x() { echo at; }; @x; ll() { echo ll; }; ll; é() { echo e; }; é
