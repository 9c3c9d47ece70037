# shells: dash ash bash
local x=1
echo "$? [$x]"
