echo one > f; echo two >> f; cat < f
ls missing 2> /dev/null || echo failed
{ echo out; echo err >&2; } > both 2>&1; cat both
echo x 2>&1 >/dev/null
