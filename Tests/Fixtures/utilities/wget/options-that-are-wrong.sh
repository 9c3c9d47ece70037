# shells: gnu
wget; echo "$?"
wget --foo; echo "$?"
wget -O; echo "$?"
wget -q -i nolist; echo "$?"
wget -i nolist; echo "$?"
wget -q -O no/dir/x http://example.invalid/; echo "$?"
wget -q -O x http://example.invalid/; echo "$?"; ls
wget -nc -nv -O y http://example.invalid/; echo "$?"
