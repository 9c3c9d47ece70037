printf '\177ELF\0\0\0\n' > b; chmod +x b; ./b 2>/dev/null; [ $? -gt 125 ] && echo refused
