mkdir private; echo a > private/a; chmod 700 private; chmod 750 .
