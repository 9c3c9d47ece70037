printf 'x1 y2\nz\nw3\n' | grep -on '[0-9]'
