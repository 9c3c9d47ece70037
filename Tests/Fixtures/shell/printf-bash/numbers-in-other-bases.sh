printf '%d %d %d %d %d\n' 0x1f 010 "'a" '"b' -0x10
printf '%d\n' " 5" 2>/dev/null; printf '%d\n' +7
