echo x
eval 'echo y
nosuch-in-eval'
printf '\n\nnosuch-in-dot\n' > s
. ./s
