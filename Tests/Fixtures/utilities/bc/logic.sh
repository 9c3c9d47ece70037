echo '1 && 0; 1 || 0; !1; !0; 1 < 2; 2 <= 1; 1 == 1; 1 != 1' | bc
echo 'x = 1; y = 2; x + y; x += 4; x; x -= 1; x; x *= 3; x; x ^= 2; x' | bc
printf '/* c\n c */ 1\n# n\n2\n' | bc
printf '1+\\\n2\n' | bc
