echo a > a; setfattr -n security.capability -v 0x0100000200040000000000000000000000000000 a
