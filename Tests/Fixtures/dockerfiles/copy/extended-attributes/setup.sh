echo a > a; setfattr -n user.colour -v red a
