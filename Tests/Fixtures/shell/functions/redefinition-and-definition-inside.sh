f() { echo one; f() { echo two; }; }; f; f; g() { h() { echo inner; }; }; g; h
