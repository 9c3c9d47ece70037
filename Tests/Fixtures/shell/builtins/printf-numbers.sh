printf '%d ' 010 0x1f -0x10 +5 -7 "'A" '"B' "'" 2>/dev/null; echo; printf '%o %x %X %#o %#x\n' 8 255 255 8 255; printf '%u\n' -1; printf '%x\n' -1
