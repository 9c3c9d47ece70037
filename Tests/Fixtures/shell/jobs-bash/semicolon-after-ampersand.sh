# shells: dash ash bash
echo a & wait
eval 'echo b &; echo c'
