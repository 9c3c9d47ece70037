# shells: dash ash bash
f() { unset -f f; echo still; f() { echo new; }; }; f; f; outer() { inner() { echo inner; }; }; outer; inner
