echo() { printf 'fn\n'; }; echo; command echo bi; cat() { printf 'fn cat\n'; }; command cat /dev/null; cat
