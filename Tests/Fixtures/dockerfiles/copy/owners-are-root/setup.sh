echo a > a; chown 1000:1000 a
mkdir d; echo b > d/b; chown -R 12:13 d
