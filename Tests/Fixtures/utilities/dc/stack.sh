# shells: busybox
echo '1 2 + p' | dc
echo '10 k 1 3 / p' | dc
dc -e '2 100 ^ p' -e '16 o 255 p'
dc -e '1 2 3 f c 4 p' 
dc -e '[hello] p 3 sa la p' 
dc -e '16 i FF p'
dc -e '5 [d 1 - d 0 <x] sx lx x f'
dc -e '2 v p 4 v p'
dc -e '7 3 % p 7 3 ~ f'
dc -e '3 4 r f z p'
