f() { echo body; echo err >&2; } > out 2>err
f; f; cat out err; rm out; f; cat out
