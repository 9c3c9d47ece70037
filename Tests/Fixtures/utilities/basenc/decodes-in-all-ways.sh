# shells: gnu
for way in base64 base64url base32 base32hex base16 base2msbf base2lsbf z85; do
    printf 'hello world!' | basenc --$way | basenc --$way -d; echo " $way $?"
done
printf 'fd' | basenc --base16 -d; echo $?
printf 'FxD0' | basenc --base16 -di | od -An -tx1
printf 'AB+C' | basenc --base64url -d; echo $?
printf '0101010x' | basenc --base2msbf -d; echo $?
printf '0100000' | basenc --base2msbf -d; echo $?
printf 'hello' | basenc --z85 -d | od -An -tx1; printf 'hell' | basenc --z85 -d; echo $?
printf '#####' | basenc --z85 -d; echo $?
