ulimit -n 100; ulimit -n; (ulimit -n 50; ulimit -n); ulimit -n; ulimit -c 0; ulimit -c; (ulimit -S -n 60; ulimit -Sn; ulimit -Hn)
