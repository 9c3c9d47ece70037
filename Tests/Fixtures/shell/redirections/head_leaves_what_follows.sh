printf '1\n2\n3\n' > in
{ head -n 1; cat; } < in
{ head -c 3; echo; cat; } < in
{ wc -l; cat; } < in
{ cat; cat; } < in
