wget -q http://example.invalid/x; echo "$?"; ls
wget -nv http://example.invalid/x; echo "$?"
wget -qO- http://example.invalid/x; echo "$?"
wget foo://x/y; echo "$?"
wget file:///x; echo "$?"
