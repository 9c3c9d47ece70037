echo 'obase=16; 255; 255.5; 10' | bc
echo 'obase=2; 10; 5.25' | bc
echo 'ibase=16; FF; A; 1F' | bc
echo 'ibase=2; 1010; obase=1010; 111' | bc
echo 'obase=100; 12345; 7' | bc
echo 'ibase=8; 777' | bc
