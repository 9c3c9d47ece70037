umask; umask 027; umask; : > f; mkdir d; ls -ld f d | cut -c1-10; umask 077; : > g; ls -l g | cut -c1-10; (umask 0); umask
