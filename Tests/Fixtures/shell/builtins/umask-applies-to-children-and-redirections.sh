umask 077; : > a; sh -c ': > b; umask'; mkdir d; (umask 000; : > c); umask 022; : > e
