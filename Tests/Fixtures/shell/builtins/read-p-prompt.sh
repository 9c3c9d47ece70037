# shells: dash ash bash
echo v | { read -p 'prompt: ' x; echo "<$x>"; }
