{ echo outer; { echo inner; } > in; echo outer2; } > out; cat out in; { { echo x; } >&3; echo y; } 3>&1 >z; cat z
