echo a | cat /dev/stdin; echo b > /dev/stdout | cat; echo c | cat /dev/fd/0; { echo d > /dev/fd/3; } 3>&1
