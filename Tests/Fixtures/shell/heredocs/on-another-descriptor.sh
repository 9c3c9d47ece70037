cat <<A 3<<B
from a
A
from b
B
cat 3<<B <&3
via three
B
{ cat; cat <&4; } <<A 4<<B
one
A
two
B
