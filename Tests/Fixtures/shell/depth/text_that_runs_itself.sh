# status: 2
printf './s\n' > s
chmod +x s
./s
