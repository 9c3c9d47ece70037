# shells: dash ash bash
ulimit -c 0; ulimit -c; ulimit -f unlimited; ulimit -f; (ulimit -n 100; ulimit -n; ulimit -Sn; ulimit -Hn); ulimit -t; times | wc -l
