seq 3; seq 2 4; seq 1 2 6; seq 3 -1 1; seq 5 1; seq -w 8 11; seq -w 1 50 101; seq -s , 3; seq -s '' 3; seq 1 .5 2; seq 0.1 0.1 0.5; seq 1.5; seq 10 -3 -2; seq -s ' ' 1 1
