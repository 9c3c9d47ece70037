# shells: gnu
seq -2 2; seq -w -1 1; seq -- -1 0; seq -.5 .5 0; seq -f %g 3; seq -f '%03g' 9 10; seq -f 'x%.2fy' 1 .5 2; seq -f %e 1; seq -f '%%%g' 2; seq -w 1 0.25 2; seq -w .5 2; seq -w 1 10.55; seq 1e2 101; seq -w 1e1 12; seq 0x10 0x12; seq +1 +2; seq -w 1.0 10; seq 1 1.00; seq 1.00 2; seq 10 -.5 9; seq --separator=: --equal-width 9 10; seq 18446744073709551614 18446744073709551617
seq inf | head -n 2; seq 1 -1 -inf | head -n 3
for a in '' x '1 0 2' '1 2 3 4' '-f %d 2' '-f x 2' '-f %g%g 2' '-f %f -w 2' nan '-f % 2' -x '1 x'; do seq $a; echo $?; done
