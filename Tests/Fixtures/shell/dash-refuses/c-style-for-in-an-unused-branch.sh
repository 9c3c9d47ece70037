# shells: dash
echo start
if false; then
    for ((i=0; i<3; i++)); do echo $i; done
fi
