env -i A=1 B=2
env -i A=1 env
env - A=1
env -u HOME sh -c 'echo "[$HOME]"'
env HOME=/x sh -c 'echo "[$HOME]"'
env -i A=1 A=2
X=1 env X=2 sh -c 'echo $X'
