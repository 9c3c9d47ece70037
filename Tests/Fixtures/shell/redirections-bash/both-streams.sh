# shells: bash
f() { echo out; echo err >&2; }
f &>both; cat both; f &>>both; wc -l <both; f >&alt; cat alt; f >both 2>&1; cat both
x=file; f &> "$x.1"; cat file.1
