ln -s nowhere lnk; echo l*; echo lnk l?k; [ -e lnk ] || echo dangling
