# shells: bash
(exec 3<>/dev/tcp/127.0.0.1/1) 2>/dev/null; echo $?; (echo >/dev/tcp/127.0.0.1/1) &>/dev/null || echo closed
: >/dev/tcp/127.0.0.1/1; echo $?
