mkdir -p m/n; echo f > m/n/f; chmod 700 m; chmod 1750 m/n
