# shells: ash bash
echo -e 'a\tb\x41\0101\\'; echo -e 'x\cy'; echo; printf '%b\n' '\x42\t.'; printf '%q\n' 'a b' 2>/dev/null; echo end
