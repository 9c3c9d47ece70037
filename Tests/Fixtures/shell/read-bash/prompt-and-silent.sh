# shells: ash bash
echo in | { read -p 'prompt: ' x; echo "$x"; }
echo pw | { read -s x; echo "$x"; }
