# shells: dash ash bash
if set -e; false; then echo t; else echo else; fi
echo on; (false; echo in) || :; false
echo never
