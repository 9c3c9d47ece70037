echo 'e(1); l(2); s(1); c(1); a(1)*4; j(0,1)' | bc -l
echo 'e(-2); e(10); l(10); l(.5); s(100); c(-3); a(-2); a(.3)' | bc -l
echo 'scale=50; 4*a(1); e(1); sqrt(2); l(3)' | bc -l
echo 'scale=5; e(.5); j(2,3.5); s(.1); l(1)' | bc -l
