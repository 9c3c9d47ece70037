# shells: dash ash bash
echo a >/dev/stderr 2>/dev/null; echo b >/dev/stdout; echo c | cat /dev/stdin; cat </dev/null; echo d >/dev/null; [ -e /dev/null ] && echo e; echo f | cat /dev/fd/0; [ -c /dev/null ] && echo char
