mkdir p; chmod 700 p; echo a > p/a; chmod 600 p/a; echo x > p/x; chmod 700 p/x
