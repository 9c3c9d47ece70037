# shells: gnu
for n in 0 1 2 3 4 5 6; do printf 'abcdef' | head -c $n | base32; done
echo MFRA==== | base32 -d; echo; echo MFRA | base32 -d; echo $?; printf '%050d' 1 | base32 -w 10; echo 'MF RA' | base32 -d; echo $?; echo MFRGGZDFMY====== | base32 --decode
