echo 'abcdefghij' > f
cut -c 1 f; cut -c 2-4,8 f; cut -c -3 f; cut -c 8- f; cut -b 1,3,5-7 f; cut -c 20 f; cut -c 5-20 f; cut -b 3-,1 f
cut -c 1-3,2-5 f
printf 'é!\n' | cut -c 1 | od -An -tx1
